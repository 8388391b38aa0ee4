import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import { TestIdentity } from '../../test/TestIdentity.js';
import type { TestLedger } from '../../test/TestLedger.js';

describe('parties', () => {
  let community: Community;
  let ledger: TestLedger;
  beforeEach(async () => {
    community = new Community();
    ({ ledger } = community);
    await community.start();
  });

  const enrol = (party: Readonly<Record<string, unknown>>): ReturnType<TestLedger['run']> =>
    ledger.run(community.operator, 'registry', 'enrolParty', party);

  it('are enrolled under one role', async () => {
    const { mspId, keyHash } = new TestIdentity('SH2MSP');
    const { writes } = await enrol({ mspId, keyHash, role: 'household', homeId: 'SH2' });
    expect(writes).to.deep.equal({
      [`party/${mspId}/${keyHash}`]: { mspId, keyHash, role: 'household', homeId: 'SH2', status: 'active' },
    });
    await expectCode(enrol({ mspId, keyHash, role: 'auditor' }), 'PARTY_EXISTS');
  });

  it('are of the organisation that their role and home ask for', async () => {
    const { keyHash } = new TestIdentity('PublicMSP');
    await expectCode(enrol({ mspId: 'PublicMSP', keyHash, role: 'operator' }), 'ROLE_MSP_DIFFERS');
    await expectCode(enrol({ mspId: 'CommunityMSP', keyHash, role: 'auditor' }), 'ROLE_MSP_DIFFERS');
    const household = { mspId: 'SH1MSP', keyHash, role: 'household' };
    await expectCode(enrol({ ...household, homeId: 'SH2' }), 'HOME_MSP_DIFFERS');
    await expectCode(enrol({ ...household, homeId: 'SH9' }), 'HOME_UNKNOWN');
    await expectCode(enrol(household), 'INPUT_INVALID');
    await ledger.run(community.operator, 'registry', 'setHomeStatus', { homeId: 'SH1', status: 'revoked' });
    await expectCode(enrol({ ...household, homeId: 'SH1' }), 'HOME_REVOKED');
  });

  it('are suspended, reactivated and revoked for good', async () => {
    const { mspId, keyHash } = community.auditor;
    const set = (status: string): ReturnType<TestLedger['run']> =>
      ledger.run(community.operator, 'registry', 'setPartyStatus', { mspId, keyHash, status });
    const read = (): Promise<unknown> => ledger.run(community.auditor, 'registry', 'getCommunity');
    const { writes } = await set('suspended');
    expect(writes).to.deep.equal({
      [`party/${mspId}/${keyHash}`]: { mspId, keyHash, role: 'auditor', status: 'suspended' },
    });
    await expectCode(read(), 'PARTY_SUSPENDED');
    await set('active');
    await read();
    await set('revoked');
    await expectCode(read(), 'PARTY_REVOKED');
    await expectCode(set('active'), 'STATUS_FINAL');
  });

  it('keep one active operator: nobody changes its own status', async () => {
    const { mspId, keyHash } = community.operator;
    const request = { mspId, keyHash, status: 'revoked' };
    await expectCode(ledger.run(community.operator, 'registry', 'setPartyStatus', request), 'PARTY_SELF');
  });

  it('are read by everybody who is enrolled', async () => {
    const { mspId, keyHash } = community.household;
    for (const reader of [community.household, community.neighbour, community.supplier]) {
      const { result } = await ledger.run(reader, 'registry', 'getParty', { mspId, keyHash });
      expect(result).to.deep.equal({ mspId, keyHash, role: 'household', homeId: 'SH1', status: 'active' });
    }
  });
});
