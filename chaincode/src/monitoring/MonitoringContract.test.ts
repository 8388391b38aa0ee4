import { publicRecords, random16Hex, sequenceAttribute } from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import { openMonth } from '../../test/openMonth.js';
import type { Receipt } from '../../test/Receipt.js';
import type { TestIdentity } from '../../test/TestIdentity.js';
import type { TestWindow } from '../../test/TestDevice.js';

const HOUR = 3600;
const DEVICE = 'sh1-energy';

describe('monitoring', () => {
  let community: Community;
  let windows: TestWindow[];
  beforeEach(async () => {
    community = new Community();
    await community.start();
    community.pass(24 * HOUR);
    await community.openEpoch();
    windows = [];
    for (let hour = 0; hour < 5; hour += 1) {
      const start = community.origin + hour * HOUR;
      const window = community.meter.next(start, start + HOUR);
      community.meter.advance(window);
      windows.push(window);
    }
    await community.ledger.run(
      community.household,
      'monitoring',
      'submitWindows',
      { windows: windows.map(({ window }) => window) },
      { extended: windows.map(({ extended }) => extended) },
    );
  });

  const decide = (...decisions: readonly Readonly<Record<string, unknown>>[]): Promise<Receipt> =>
    community.ledger.run(community.operator, 'monitoring', 'decideWindows', { decisions });
  const accepted = (
    sequence: number,
    more: Readonly<Record<string, unknown>> = {},
  ): Record<string, unknown> => ({
    deviceId: DEVICE,
    sequence,
    verdict: 'accepted',
    ...more,
  });
  const ask = async (
    identity: TestIdentity,
    fn: 'getWindow' | 'getEssential' | 'getExtended',
    sequence: number,
  ): Promise<unknown> =>
    (await community.ledger.run(identity, 'monitoring', fn, { deviceId: DEVICE, sequence })).result;

  describe('decideWindows', () => {
    it('records acceptance and rejection', async () => {
      const { periodId } = await openMonth(community);
      const rejected = { deviceId: DEVICE, sequence: 2, verdict: 'rejected', code: 'AMOUNT_NEGATIVE' };
      const { writes } = await decide(accepted(1, { periodId }), rejected);
      const decidedAt = community.origin + 24 * HOUR;
      expect(writes).to.deep.equal({
        [`decision/${DEVICE}/0000000001`]: { ...accepted(1, { periodId }), decidedAt, afterClose: false },
        [`decision/${DEVICE}/0000000002`]: { ...rejected, decidedAt, afterClose: false },
      });
    });

    it('says when the period had been closed', async () => {
      const { periodId, accounts } = await openMonth(community);
      expect(accounts).to.have.length(2);
      community.pass(30 * 86_400);
      await community.ledger.run(community.operator, 'quota', 'closePeriod', { periodId });
      const { writes } = await decide(accepted(1, { periodId }));
      expect(writes[`decision/${DEVICE}/0000000001`]).to.deep.include({ afterClose: true });
    });

    it('reads the phase of the period once for all windows, and no range', async () => {
      const { periodId } = await openMonth(community);
      const { reads, ranges } = await decide(accepted(1, { periodId }), accepted(2, { periodId }));
      expect(reads.filter((key) => key.startsWith('period'))).to.deep.equal([
        `period/${periodId}`,
        `periodClosed/${periodId}`,
      ]);
      expect(ranges).to.deep.equal([]);
    });

    it('decides a window once', async () => {
      await decide(accepted(1));
      await expectCode(decide(accepted(1)), 'DECISION_EXISTS');
      await expectCode(decide(accepted(2), accepted(2)), 'DECISION_EXISTS');
    });

    it('refuses unknown windows, unknown periods and periods that the window does not start in', async () => {
      await expectCode(decide(accepted(6)), 'WINDOW_UNKNOWN');
      await expectCode(decide(accepted(1, { periodId: '2016-09' })), 'PERIOD_UNKNOWN');
      await community.ledger.run(community.operator, 'quota', 'openPeriod', {
        periodId: '2016-09-01',
        start: community.origin + HOUR,
        end: community.origin + 2 * HOUR,
        contracts: [{ resource: 'energy', lotSize: '1', lots: 1 }],
        holdings: [{ accountId: `acc-${'a'.repeat(32)}`, resource: 'energy', lots: 1 }],
      });
      await expectCode(decide(accepted(1, { periodId: '2016-09-01' })), 'DECISION_PERIOD_DIFFERS');
      await expectCode(decide(accepted(3, { periodId: '2016-09-01' })), 'DECISION_PERIOD_DIFFERS');
      await decide(accepted(2, { periodId: '2016-09-01' }));
    });

    it('wants a code of a rejection, and of nothing else', async () => {
      await expectCode(decide({ deviceId: DEVICE, sequence: 1, verdict: 'rejected' }), 'INPUT_INVALID');
      await expectCode(decide(accepted(1, { code: 'SOME_CODE' })), 'INPUT_INVALID');
    });
  });

  describe('purgePayload', () => {
    const purge = (identity: TestIdentity, sequence: number): Promise<Receipt> =>
      community.ledger.run(identity, 'monitoring', 'purgePayload', { deviceId: DEVICE, sequence });

    it('erases the records of a decided window, for the home and for the operator', async () => {
      await decide(accepted(1), accepted(2));
      const { writes, privateWrites } = await purge(community.household, 1);
      const purgedAt = community.origin + 24 * HOUR;
      expect(writes).to.deep.equal({
        [`purge/${DEVICE}/0000000001`]: { deviceId: DEVICE, sequence: 1, purgedAt },
        [`essential/${DEVICE}/0000000001`]: null,
      });
      expect(privateWrites).to.deep.equal({ SH1Collection: { [`extended/${DEVICE}/0000000001`]: null } });
      await expectCode(ask(community.household, 'getExtended', 1), 'PAYLOAD_PURGED');
      await expectCode(ask(community.household, 'getEssential', 1), 'PAYLOAD_PURGED');
      await purge(community.operator, 2);
      await expectCode(purge(community.operator, 2), 'PURGE_EXISTS');
    });

    it('waits for the final bill of the period, so that no home can keep its bill from being computed', async () => {
      const { periodId, end } = await openMonth(community);
      await decide(accepted(1, { periodId }), {
        deviceId: DEVICE,
        sequence: 2,
        verdict: 'rejected',
        code: 'USE_NEGATIVE',
        periodId,
      });
      await purge(community.household, 2);
      await expectCode(purge(community.household, 1), 'PURGE_TOO_EARLY');
      const bill = { number: 'B-2016-09-SH1', commitment: 'a'.repeat(64) };
      const { ledger, operator } = community;
      await ledger.run(operator, 'billing', 'previewBill', { ...bill, homeId: 'SH1', periodId });
      await expectCode(purge(community.household, 1), 'PURGE_TOO_EARLY');
      community.pass(end - community.origin);
      await ledger.run(operator, 'quota', 'closePeriod', { periodId });
      await ledger.run(operator, 'billing', 'finaliseBill', bill);
      const { writes } = await purge(community.household, 1);
      expect(writes).to.have.keys([`purge/${DEVICE}/0000000001`, `essential/${DEVICE}/0000000001`]);
    });

    it('waits for the decision', async () => {
      await expectCode(purge(community.household, 1), 'PURGE_TOO_EARLY');
      await expectCode(purge(community.household, 6), 'WINDOW_UNKNOWN');
    });
  });

  describe('queries', () => {
    it('give a window with its decision', async () => {
      const record = await community.ledger.read(community.operator, publicRecords.window, [
        DEVICE,
        sequenceAttribute(1),
      ]);
      if (record === undefined) throw new Error('the window is on the ledger');
      expect(record.header).to.deep.equal(windows[0]?.header);
      expect(await ask(community.auditor, 'getWindow', 1)).to.deep.equal(record);
      await decide(accepted(1));
      const decision = { ...accepted(1), decidedAt: record.submittedAt, afterClose: false };
      expect(await ask(community.household, 'getWindow', 1)).to.deep.equal({ ...record, decision });
      await expectCode(ask(community.auditor, 'getWindow', 6), 'WINDOW_UNKNOWN');
    });

    it('find the newest window without a range', async () => {
      const request = { deviceId: DEVICE };
      const { result, ranges } = await community.ledger.run(
        community.household,
        'monitoring',
        'getLastWindow',
        request,
      );
      expect(result).to.have.nested.property('window.header.sequence', 5);
      expect(ranges).to.deep.equal([]);
    });

    it('find no window of a device that has sent none', async () => {
      const { installer, ledger, meter } = community;
      const { deviceId } = meter;
      const fresh = new Community();
      await fresh.start();
      const { result } = await fresh.ledger.run(fresh.installer, 'monitoring', 'getLastWindow', { deviceId });
      expect(result).to.deep.equal({});
      await expectCode(
        ledger.run(installer, 'monitoring', 'getExtended', { deviceId, sequence: 1 }),
        'ROLE_DENIED',
      );
    });

    it('give the sealed X to the home and the operator', async () => {
      expect(await ask(community.household, 'getExtended', 1)).to.deep.equal({
        extended: windows[0]?.extended,
      });
      expect(await ask(community.operator, 'getExtended', 5)).to.deep.equal({
        extended: windows[4]?.extended,
      });
      await expectCode(ask(community.neighbour, 'getExtended', 1), 'HOME_DENIED');
      await expectCode(ask(community.auditor, 'getExtended', 1), 'ROLE_DENIED');
      await expectCode(ask(community.household, 'getExtended', 6), 'WINDOW_UNKNOWN');
    });

    it('give the sealed E to everybody, a delegatee among them', async () => {
      const expected = { essential: windows[0]?.window.essential };
      for (const identity of [community.household, community.neighbour, community.supplier]) {
        expect(await ask(identity, 'getEssential', 1)).to.deep.equal(expected);
      }
      await expectCode(ask(community.neighbour, 'getEssential', 6), 'WINDOW_UNKNOWN');
    });
  });

  describe('statements', () => {
    const statement = {
      version: 1,
      salt: random16Hex(),
      homeId: 'SH1',
      statementId: '2016-09-02',
      periodId: '2016-09',
      at: 1_472_774_400,
      lines: [{ resource: 'energy', use: 1250, quota: 4000, unit: 'Wh' }],
      warnings: [],
    };
    const deliver = (homeId: string, statementId = '2016-09-02'): Promise<Receipt> =>
      community.ledger.run(
        community.operator,
        'monitoring',
        'deliverStatement',
        { homeId, statementId },
        { statement },
      );

    it('go into the collection of their home, once', async () => {
      const { writes, privateWrites } = await deliver('SH1');
      expect(writes).to.deep.equal({});
      expect(privateWrites).to.deep.equal({ SH1Collection: { 'statement/2016-09-02': statement } });
      await expectCode(deliver('SH1'), 'STATEMENT_EXISTS');
      const request = { homeId: 'SH1', statementId: '2016-09-02' };
      const { result } = await community.ledger.run(
        community.household,
        'monitoring',
        'getStatement',
        request,
      );
      expect(result).to.deep.equal(statement);
    });

    it('go to no other home and under no other id', async () => {
      await expectCode(deliver('SH2'), 'STATEMENT_MISMATCH');
      await expectCode(deliver('SH1', '2016-09-03'), 'STATEMENT_MISMATCH');
      await expectCode(deliver('SH9'), 'HOME_UNKNOWN');
      const request = { homeId: 'SH1', statementId: '2016-09-02' };
      await expectCode(
        community.ledger.run(community.household, 'monitoring', 'getStatement', request),
        'STATEMENT_UNKNOWN',
      );
    });
  });
});
