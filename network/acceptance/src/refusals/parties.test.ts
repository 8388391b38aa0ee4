import { expect } from 'chai';
import type { Member } from '../harness/Member.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';

describe('parties', () => {
  it('cannot found a second community, not even its founder', async () => {
    const { operator, gateway } = suite().community.parties;
    const record = await operator.ledger.registry.getCommunity();
    for (const { ledger } of [operator, gateway]) {
      await refused(() => ledger.registry.createCommunity(record), 'COMMUNITY_EXISTS');
    }
  });

  const enrolled = async (): Promise<Member> => {
    const { members, community } = suite();
    const member = await members.open({ mspId: 'SH3MSP', identity: 'user2' });
    const { mspId, keyHash } = member;
    await community.operator.ledger.registry.enrolParty({ mspId, keyHash, role: 'household', homeId: 'SH3' });
    return member;
  };

  it('that are suspended, and then revoked for good, neither read nor write', async () => {
    const { registry } = suite().community.operator.ledger;
    const { ledger, mspId, keyHash } = await enrolled();
    const accountId = `acc-${'5'.repeat(32)}`;
    for (const [status, code] of [
      ['suspended', 'PARTY_SUSPENDED'],
      ['revoked', 'PARTY_REVOKED'],
    ] as const) {
      await registry.setPartyStatus({ mspId, keyHash, status });
      await refused(() => ledger.registry.getCommunity(), code);
      await refused(() => ledger.token.openAccount({ accountId }), code);
    }
    await refused(() => registry.setPartyStatus({ mspId, keyHash, status: 'active' }), 'STATUS_FINAL');
  });

  it('cannot be of another organisation than their role says', async () => {
    const { operator, stranger } = suite().community.parties;
    const { registry } = operator.ledger;
    const { mspId, keyHash } = stranger;
    await refused(() => registry.enrolParty({ mspId, keyHash, role: 'operator' }), 'ROLE_MSP_DIFFERS');
    await refused(
      () => registry.enrolParty({ mspId, keyHash, role: 'household', homeId: 'SH1' }),
      'HOME_MSP_DIFFERS',
    );
    const { keyHash: other } = await suite().members.open({ mspId: 'SH1MSP', identity: 'user3' });
    await refused(
      () => registry.enrolParty({ mspId: 'SH1MSP', keyHash: other, role: 'household', homeId: 'SH2' }),
      'HOME_MSP_DIFFERS',
    );
  });

  it('cannot suspend themselves, so that an operator always remains', async () => {
    const { ledger, mspId, keyHash } = suite().community.operator;
    await refused(
      () => ledger.registry.setPartyStatus({ mspId, keyHash, status: 'suspended' }),
      'PARTY_SELF',
    );
  });

  it('of PublicMSP may submit, and are refused by the contracts what their role does not do', async () => {
    const { installer } = suite().community.parties;
    const homeId = 'SH1';
    await refused(
      () => installer.ledger.registry.setHomeStatus({ homeId, status: 'suspended' }),
      'ROLE_DENIED',
    );
    const { mspId, keyHash } = installer;
    const { role } = await installer.ledger.registry.getParty({ mspId, keyHash });
    expect(role).to.equal('installer');
  });
});
