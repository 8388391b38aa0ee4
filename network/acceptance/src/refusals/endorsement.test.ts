import { expect } from 'chai';
import { canonicalJson, random16Hex } from '@acequia/protocol';
import type { RawProposal } from '@acequia/protocol/fabric';
import { asSubmission } from '../harness/asSubmission.js';
import { expectCode } from '../harness/expectCode.js';
import type { Member } from '../harness/Member.js';
import { suite } from '../harness/Suite.js';
import { unchanged } from '../harness/unchanged.js';

describe('an endorsement', () => {
  const openAccount = (): RawProposal => ({
    function: 'token:openAccount',
    arguments: [canonicalJson({ requestId: random16Hex(), accountId: `acc-${random16Hex()}` })],
  });

  const submitWindow = async (): Promise<RawProposal> => {
    const meter = await suite().community.enrolMeter('SH1');
    await suite().settled();
    const [request, { extended }] = asSubmission([meter.window()]);
    return {
      function: 'monitoring:submitWindows',
      // The schemas hold JSON only.
      arguments: [canonicalJson({ requestId: random16Hex(), ...request })],
      transient: { extended: canonicalJson(extended) },
    };
  };

  /** Sends it through with these endorsements only: it is ordered, and stands in a block as invalid. */
  const isInvalid = async (
    { client: { raw } }: Member,
    call: RawProposal,
    endorsingOrganisations: readonly string[],
  ): Promise<void> => {
    const transaction = await raw.endorse({ ...call, endorsingOrganisations });
    const { validationCode } = await unchanged(() => raw.submit(transaction));
    expect(validationCode).to.equal('ENDORSEMENT_POLICY_FAILURE');
    const committed = await suite().state.transaction(transaction.transactionId);
    expect(committed).to.include({ validationCode });
  };

  it('of the home alone does not commit', async () => {
    await isInvalid(suite().community.home('SH1'), openAccount(), ['SH1MSP']);
  });

  it('of the community alone does not commit', async () => {
    await isInvalid(suite().community.operator, openAccount(), ['CommunityMSP']);
  });

  it('of all homes without the community does not commit', async () => {
    await isInvalid(suite().community.home('SH1'), openAccount(), ['SH1MSP', 'SH2MSP', 'SH3MSP']);
  });

  it('of the community and the public does not commit: the public’s does not count', async () => {
    await isInvalid(suite().community.operator, openAccount(), ['CommunityMSP', 'PublicMSP']);
  });

  it('of the home alone does not commit its own readings', async () => {
    await isInvalid(suite().community.home('SH1'), await submitWindow(), ['SH1MSP']);
  });

  it('is not even asked for by the Gateway of an organisation that has no peer', async () => {
    const { raw } = suite().community.operator.client;
    await unchanged(() =>
      expectCode(
        raw.endorse({ ...openAccount(), endorsingOrganisations: ['CommunityMSP', 'NobodyMSP'] }),
        'LEDGER_UNAVAILABLE',
        'ENDORSERS_MISSING',
      ),
    );
  });

  it('of the community and one home commits', async () => {
    const { raw } = suite().community.operator.client;
    const endorsingOrganisations = ['CommunityMSP', 'SH3MSP'];
    const transaction = await raw.endorse({ ...openAccount(), endorsingOrganisations });
    expect(await raw.submit(transaction)).to.include({ validationCode: 'VALID' });
  });

  it('of a home that is no member does not commit the readings that it was sent', async () => {
    await isInvalid(suite().community.home('SH1'), await submitWindow(), ['SH2MSP']);
  });

  it('changed after it was given does not commit', async () => {
    const { raw } = suite().community.operator.client;
    const signed = await raw.endorse(openAccount());
    const bytes = Buffer.from(signed.bytes);
    const at = bytes.indexOf('"amount":"0"');
    expect(at, 'place of the balance in the transaction').to.be.greaterThan(0);
    bytes.write('"amount":"9"', at);
    const changed = raw.fromBytes(bytes);
    await unchanged(() => expectCode(raw.submit(changed), 'LEDGER_REFUSED', 'LEDGER_UNAVAILABLE'));
  });
});
