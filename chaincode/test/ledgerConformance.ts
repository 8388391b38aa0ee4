import {
  privateRecords,
  publicRecords,
  sha256Hex,
  canonicalJson,
  type QuotaAccount,
} from '@acequia/protocol';
import { expect } from 'chai';
import { expectCode } from './expectCode.js';
import type { LedgerSession } from './LedgerSession.js';

const home = (homeId: string): { homeId: string; mspId: string; collection: string; status: 'active' } => ({
  homeId,
  mspId: `${homeId}MSP`,
  collection: `${homeId}Collection`,
  status: 'active',
});
const account: QuotaAccount = { accountId: `acc-${'a'.repeat(32)}`, salt: 'b'.repeat(32) };

/** What every implementation of the ledger's state must do, run by each of them. */
export function ledgerConformance(name: string, makeLedger: () => { begin(): LedgerSession }): void {
  describe(`ledger state on ${name}`, () => {
    let ledger: { begin(): LedgerSession };
    beforeEach(() => {
      ledger = makeLedger();
    });
    const write = async (work: (session: LedgerSession) => Promise<void>): Promise<void> => {
      const session = ledger.begin();
      await work(session);
      await session.commit();
    };

    it('has nothing at first', async () => {
      const { state, privateState } = ledger.begin();
      expect(await state.get(publicRecords.home, ['SH1'])).to.equal(undefined);
      await expectCode(state.getRequired(publicRecords.home, ['SH1']), 'HOME_UNKNOWN');
      await expectCode(state.getRequired(publicRecords.holdOutcome, ['x']), 'HOLD_OUTCOME_UNKNOWN');
      expect(await state.list(publicRecords.home, [])).to.deep.equal([]);
      await expectCode(
        privateState('SH1').getRequired(privateRecords.quotaAccount, []),
        'QUOTA_ACCOUNT_UNKNOWN',
      );
      expect(await privateState('SH1').hashOf(privateRecords.quotaAccount, [])).to.equal(undefined);
    });

    it('shows what was committed, not what is written', async () => {
      const session = ledger.begin();
      await session.state.create(publicRecords.home, ['SH1'], home('SH1'));
      expect(await ledger.begin().state.get(publicRecords.home, ['SH1'])).to.equal(undefined);
      await session.commit();
      expect(await ledger.begin().state.getRequired(publicRecords.home, ['SH1'])).to.deep.equal(home('SH1'));
    });

    it('creates once, also within a transaction', async () => {
      await write(({ state }) => state.create(publicRecords.home, ['SH1'], home('SH1')));
      const { state } = ledger.begin();
      await expectCode(state.create(publicRecords.home, ['SH1'], home('SH1')), 'HOME_EXISTS');
      await state.create(publicRecords.home, ['SH2'], home('SH2'));
      await expectCode(state.create(publicRecords.home, ['SH2'], home('SH2')), 'HOME_EXISTS');
    });

    it('refuses to read or write again what the transaction wrote', async () => {
      const { state } = ledger.begin();
      await state.put(publicRecords.home, ['SH1'], home('SH1'));
      await expectCode(state.get(publicRecords.home, ['SH1']), 'RECORD_REUSED');
      await expectCode(state.put(publicRecords.home, ['SH1'], home('SH1')), 'RECORD_REUSED');
      await expectCode(state.delete(publicRecords.home, ['SH1']), 'RECORD_REUSED');
    });

    it('replaces and deletes', async () => {
      await write(({ state }) => state.put(publicRecords.home, ['SH1'], home('SH1')));
      await write(({ state }) =>
        state.put(publicRecords.home, ['SH1'], { ...home('SH1'), status: 'suspended' }),
      );
      expect(await ledger.begin().state.get(publicRecords.home, ['SH1'])).to.have.property(
        'status',
        'suspended',
      );
      await write(({ state }) => state.delete(publicRecords.home, ['SH1']));
      expect(await ledger.begin().state.get(publicRecords.home, ['SH1'])).to.equal(undefined);
      expect(await ledger.begin().state.list(publicRecords.home, [])).to.deep.equal([]);
    });

    it('lists by whole leading attributes, in key order', async () => {
      const keys = [
        ['SH1', 'b'],
        ['SH1', 'a'],
        ['SH12', 'c'],
        ['SH2', 'd'],
      ];
      await write(async ({ state }) => {
        for (const key of keys)
          await state.create(publicRecords.homeDevice, key, { deviceId: `m-${key[1] ?? ''}` });
      });
      const { state } = ledger.begin();
      const list = async (prefix: readonly string[]): Promise<unknown> =>
        (await state.list(publicRecords.homeDevice, prefix)).map(({ key }) => key.join(' '));
      expect(await list(['SH1'])).to.deep.equal(['SH1 a', 'SH1 b']);
      expect(await list([])).to.deep.equal(['SH1 a', 'SH1 b', 'SH12 c', 'SH2 d']);
      expect(await list(['SH3'])).to.deep.equal([]);
    });

    it('keeps records without attributes, and beside others of a longer name', async () => {
      const latest = { periodId: '2016-09', end: 5 };
      await write(({ state }) => state.create(publicRecords.latestPeriod, [], latest));
      expect(await ledger.begin().state.get(publicRecords.latestPeriod, [])).to.deep.equal(latest);
      expect(await ledger.begin().state.get(publicRecords.community, [])).to.equal(undefined);
    });

    it('refuses keys and values that break their types', async () => {
      const { state, privateState } = ledger.begin();
      await expectCode(state.get(publicRecords.home, []), 'RECORD_INVALID');
      await expectCode(state.get(publicRecords.home, ['']), 'RECORD_INVALID');
      await expectCode(state.get(publicRecords.home, ['a\0b']), 'RECORD_INVALID');
      await expectCode(
        state.put(publicRecords.home, ['SH1'], { ...home('SH1'), homeId: 'x' }),
        'RECORD_INVALID',
      );
      const wrong = { ...account, salt: 'a secret 777777' };
      const error = await expectCode(
        privateState('SH1').put(privateRecords.quotaAccount, [], wrong),
        'RECORD_INVALID',
      );
      expect(error.message).not.to.contain('777777');
    });

    it('keeps a home’s private records, and their hashes for all', async () => {
      await write(({ privateState }) => privateState('SH1').put(privateRecords.quotaAccount, [], account));
      const own = ledger.begin().privateState('SH1');
      expect(await own.getRequired(privateRecords.quotaAccount, [])).to.deep.equal(account);
      const { accountId, salt } = account;
      expect(await own.hashOf(privateRecords.quotaAccount, [])).to.equal(
        sha256Hex(canonicalJson({ accountId, salt })),
      );
      expect(await ledger.begin().privateState('SH2').hashOf(privateRecords.quotaAccount, [])).to.equal(
        undefined,
      );
      await own.confine();
      await write(({ privateState }) => privateState('SH1').purge(privateRecords.quotaAccount, []));
      await expectCode(
        ledger.begin().privateState('SH1').getRequired(privateRecords.quotaAccount, []),
        'QUOTA_ACCOUNT_UNKNOWN',
      );
    });
  });
}
