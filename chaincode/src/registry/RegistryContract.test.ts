import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import { TestIdentity } from '../../test/TestIdentity.js';
import { TestLedger } from '../../test/TestLedger.js';

describe('registry', () => {
  let community: Community;
  let ledger: TestLedger;
  beforeEach(async () => {
    community = new Community();
    ({ ledger } = community);
    await community.start();
  });

  describe('createCommunity', () => {
    it('writes the community and makes the caller its operator', async () => {
      const empty = new TestLedger();
      const { operator } = community;
      const { writes } = await empty.run(operator, 'registry', 'createCommunity', community.founding);
      const { mspId, keyHash } = operator;
      expect(writes).to.deep.equal({
        community: community.founding,
        [`party/${mspId}/${keyHash}`]: { mspId, keyHash, role: 'operator', status: 'active' },
      });
    });

    it('is for administrators of CommunityMSP', async () => {
      const empty = new TestLedger();
      for (const identity of [
        new TestIdentity('CommunityMSP', 'client'),
        new TestIdentity('SH1MSP', 'admin'),
      ]) {
        await expectCode(
          empty.run(identity, 'registry', 'createCommunity', community.founding),
          'ROLE_DENIED',
        );
      }
      expect(empty.snapshot()).to.deep.equal({});
    });

    it('happens once', async () => {
      await expectCode(
        ledger.run(
          new TestIdentity('CommunityMSP', 'admin'),
          'registry',
          'createCommunity',
          community.founding,
        ),
        'COMMUNITY_EXISTS',
      );
    });
  });

  it('reads the community', async () => {
    const { result } = await ledger.run(community.household, 'registry', 'getCommunity');
    expect(result).to.deep.equal(community.founding);
  });

  it('has nothing before there is a community', async () => {
    const empty = new TestLedger();
    await expectCode(empty.run(community.operator, 'registry', 'listHomes'), 'COMMUNITY_UNKNOWN');
  });

  describe('homes', () => {
    it('are enrolled with their collection', async () => {
      const { writes } = await ledger.run(community.operator, 'registry', 'enrolHome', {
        homeId: 'SH3',
        mspId: 'SH3MSP',
      });
      expect(writes).to.deep.equal({
        'home/SH3': { homeId: 'SH3', mspId: 'SH3MSP', collection: 'SH3Collection', status: 'active' },
      });
    });

    it('have an organisation of their own, and exist once', async () => {
      const enrol = (homeId: string, mspId: string): Promise<unknown> =>
        ledger.run(community.operator, 'registry', 'enrolHome', { homeId, mspId });
      await expectCode(enrol('SH3', 'SH1MSP'), 'HOME_MSP_DIFFERS');
      await expectCode(enrol('SH1', 'SH1MSP'), 'HOME_EXISTS');
    });

    it('are suspended, reactivated and revoked for good', async () => {
      const set = (homeId: string, status: string): ReturnType<TestLedger['run']> =>
        ledger.run(community.operator, 'registry', 'setHomeStatus', { homeId, status });
      const { writes } = await set('SH1', 'suspended');
      expect(writes).to.deep.equal({
        'home/SH1': { homeId: 'SH1', mspId: 'SH1MSP', collection: 'SH1Collection', status: 'suspended' },
      });
      await set('SH1', 'active');
      await set('SH1', 'revoked');
      await expectCode(set('SH1', 'active'), 'STATUS_FINAL');
      await expectCode(set('SH9', 'active'), 'HOME_UNKNOWN');
    });

    it('write nothing while suspended or revoked, and still read', async () => {
      const { operator, household } = community;
      const account = { accountId: `acc-${'1'.repeat(32)}` };
      await ledger.run(operator, 'registry', 'setHomeStatus', { homeId: 'SH1', status: 'suspended' });
      await expectCode(ledger.run(household, 'token', 'openAccount', account), 'HOME_SUSPENDED');
      await ledger.run(household, 'registry', 'getHome', { homeId: 'SH1' });
      await ledger.run(operator, 'registry', 'setHomeStatus', { homeId: 'SH1', status: 'revoked' });
      await expectCode(ledger.run(household, 'token', 'openAccount', account), 'HOME_REVOKED');
    });

    it('are read and listed', async () => {
      const home = { homeId: 'SH1', mspId: 'SH1MSP', collection: 'SH1Collection', status: 'active' };
      const one = await ledger.run(community.household, 'registry', 'getHome', { homeId: 'SH1' });
      expect(one.result).to.deep.equal(home);
      const all = await ledger.run(community.auditor, 'registry', 'listHomes');
      expect(all.result).to.deep.equal([
        home,
        { ...home, homeId: 'SH2', mspId: 'SH2MSP', collection: 'SH2Collection' },
      ]);
      await expectCode(
        ledger.run(community.auditor, 'registry', 'getHome', { homeId: 'SH9' }),
        'HOME_UNKNOWN',
      );
    });
  });
});
