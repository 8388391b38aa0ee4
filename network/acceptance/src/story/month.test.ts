import { expect } from 'chai';
import { computeNote, hashCanonical, random16Hex, type BillDocument } from '@acequia/protocol';
import { tariffOf } from '../harness/documents.js';
import type { Member } from '../harness/Member.js';
import type { Meter } from '../harness/Meter.js';
import { openPeriod, type PeriodOfTests } from '../harness/openPeriod.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';
import { openExtended, openWindow } from '../harness/openWindow.js';
import { billFromLedger, type BillReader, type BillRequest } from './billFromLedger.js';
import { privateExtended } from './privateExtended.js';

describe('a month of a home, from the meter to the bill', () => {
  const NUMBER = 'B-STORY-SH1';
  const NOTE = 'D-STORY-SH1-1';
  let period: PeriodOfTests;
  let energy: Meter;
  let water: Meter;
  let request: BillRequest;
  let final: BillDocument;

  const operator = (): Member => suite().community.operator;
  const home = (): Member => suite().community.home('SH1');
  const ofCommunity = (): BillReader => ({ member: operator(), keyring: suite().community.keys.community });
  const ofHome = (): BillReader => ({ member: home(), keyring: suite().community.sealer('SH1') });

  const decide = async (
    meter: Meter,
    verdict: 'accepted' | 'rejected',
    ...sequences: readonly number[]
  ): Promise<void> => {
    const { deviceId } = meter;
    const { periodId } = period;
    await operator().ledger.monitoring.decideWindows({
      decisions: sequences.map((sequence) => ({
        deviceId,
        sequence,
        verdict,
        periodId,
        ...(verdict === 'rejected' ? { code: 'USE_NEGATIVE' } : {}),
      })),
    });
  };

  const write = async (status: BillDocument['status'], issuedAt: number): Promise<BillDocument> => ({
    version: 1,
    salt: random16Hex(),
    number: NUMBER,
    kind: 'bill',
    status,
    homeId: 'SH1',
    periodId: period.periodId,
    periodStart: period.start,
    periodEnd: period.end,
    issuedAt,
    tariffId: request.tariffId,
    currency: 'EUR',
    ...(await billFromLedger(ofCommunity(), request)),
  });

  before(async () => {
    const { community } = suite();
    const tariffId = 'story';
    period = await openPeriod(community);
    [energy, water] = await Promise.all([
      community.enrolMeter('SH1', 'energy', period.start),
      community.enrolMeter('SH1', 'water', period.start),
    ]);
    await Promise.all([
      operator().ledger.billing.setTariff(tariffOf(tariffId)),
      operator().ledger.quota.assignAccount(
        { homeId: 'SH1' },
        { quotaAccount: { accountId: period.accounts.SH1, salt: random16Hex() } },
      ),
    ]);
    request = { homeId: 'SH1', period, tariffId, meters: [energy, water], withLate: false };
  });

  it('its windows are taken sealed, and opened by the community', async () => {
    const { community } = suite();
    await Promise.all([
      community.submit(energy, ...energy.windows([100_000, 50_000], [20_000, 50_000], [7000])),
      community.submit(water, ...water.windows([4000, 3000], [0, 500])),
    ]);
    await suite().settled();
    const { deviceId, last } = energy;
    const { window } = await operator().ledger.monitoring.getLastWindow({ deviceId });
    expect(window).to.deep.include({ header: last?.header, signature: last?.signature, revision: 0 });
    const name = { deviceId, sequence: 3 };
    for (const { member, keyring } of [ofCommunity(), ofHome()]) {
      expect(await openWindow(member, keyring, name)).to.deep.equal(last?.payload);
      expect(await openExtended(member, keyring, name)).to.deep.equal(last?.extended);
    }
  });

  it('the community accepts and rejects each of them once', async () => {
    await decide(energy, 'accepted', 1, 2);
    await decide(energy, 'rejected', 3);
    await decide(water, 'accepted', 1, 2);
    await refused(() => decide(water, 'rejected', 2), 'DECISION_EXISTS');
    const { deviceId } = energy;
    const { decision } = await home().ledger.monitoring.getWindow({ deviceId, sequence: 3 });
    expect(decision).to.include({ verdict: 'rejected', code: 'USE_NEGATIVE', afterClose: false });
  });

  it('a preview is issued, delivered, and read by the home, which computes the same', async () => {
    const preview = await write('preview', period.end);
    const { number, homeId, periodId } = preview;
    const { billing } = operator().ledger;
    await billing.previewBill({ number, homeId, periodId, commitment: hashCanonical(preview) });
    await billing.deliverBill({ number }, { document: preview });
    await suite().settled();
    const read = await home().ledger.billing.getBillDocument({ number });
    expect(read).to.deep.equal(preview);
    const { basis, lines, totalMinor } = await billFromLedger(ofHome(), request);
    expect({ basis, lines, totalMinor }).to.deep.equal({
      basis: read.basis,
      lines: read.lines,
      totalMinor: read.totalMinor,
    });
  });

  it('it says what 220 kWh of 200 and 7500 L of 10000 cost, and leaves out what was rejected', async () => {
    const { lines, totalMinor } = await home().ledger.billing.getBillDocument({ number: NUMBER });
    const amounts = lines.map(({ kind, resource, quantity, amountMinor }) =>
      [kind, resource ?? '-', quantity, amountMinor].join(' '),
    );
    // 200 kWh at 0.15 €, 20 kWh at 0.25 €, 7.5 m³ at 1.85 € = 13.875, half up.
    expect(amounts).to.have.members([
      'baseFee - 1 600',
      'withinQuota energy 200000 3000',
      'excess energy 20000 500',
      'withinQuota water 7500 1388',
    ]);
    expect(totalMinor).to.equal('5488');
  });

  it('it is final only when the period is closed', async () => {
    final = await write('final', period.end);
    const { billing, quota } = operator().ledger;
    const { number } = final;
    const finalise = (): Promise<unknown> =>
      billing.finaliseBill({ number, commitment: hashCanonical(final) });
    await refused(finalise, 'PERIOD_OPEN_STILL');
    await refused(() => billing.deliverBill({ number }, { document: final }), 'BILL_FINAL_NOT_YET');
    // Whoever is a party may close what is long due.
    await home().ledger.quota.closePeriod({ periodId: period.periodId });
    await suite().settled();
    await finalise();
    await billing.deliverBill({ number }, { document: final });
    await suite().settled();
    expect(await home().ledger.billing.getBillDocument({ number })).to.deep.equal(final);
    expect(await quota.checkEquation9({ periodId: period.periodId })).to.satisfy(
      (rows: { holds: boolean }[]) => rows.every(({ holds }) => holds),
    );
  });

  it('once final it does not change', async () => {
    const { billing } = operator().ledger;
    const { number, homeId, periodId } = final;
    const changed = { ...final, totalMinor: '1' };
    const commitment = hashCanonical(changed);
    await refused(() => billing.previewBill({ number, homeId, periodId, commitment }), 'BILL_FINAL');
    await refused(() => billing.finaliseBill({ number, commitment }), 'BILL_FINAL');
    await refused(() => billing.deliverBill({ number }, { document: changed }), 'COMMITMENT_MISMATCH');
    const second = { number: 'B-STORY-SH1-2', homeId, periodId, commitment };
    await refused(() => billing.previewBill(second), 'PERIOD_BILL_EXISTS');
  });

  it('a window that comes late is marked, and leads to a note', async () => {
    const { community } = suite();
    await community.sealer('SH1').epoch();
    await community.submit(water, water.window({ amounts: [4000] }));
    await suite().settled();
    await decide(water, 'accepted', 3);
    await suite().settled();
    const { deviceId } = water;
    const { decision } = await home().ledger.monitoring.getWindow({ deviceId, sequence: 3 });
    expect(decision).to.include({ verdict: 'accepted', afterClose: true });
    const { billing } = operator().ledger;
    expect(await billFromLedger(ofHome(), request)).to.deep.include({ totalMinor: final.totalMinor });

    const corrected = await billFromLedger(ofCommunity(), { ...request, withLate: true });
    const difference = computeNote(BigInt(corrected.totalMinor), BigInt(final.totalMinor));
    // 11.5 m³ of 10: 10 at 1.85 € and 1.5 at 3.20 €, against 13.88 €.
    expect(difference).to.deep.equal({ kind: 'debitNote', differenceMinor: '942' });
    const document: BillDocument = {
      ...final,
      ...corrected,
      salt: random16Hex(),
      number: NOTE,
      kind: 'debitNote',
      corrects: NUMBER,
      reason: 'readings that came after the period was closed',
      differenceMinor: '942',
    };
    await billing.issueNote({
      number: NOTE,
      kind: 'debitNote',
      corrects: NUMBER,
      commitment: hashCanonical(document),
    });
    await billing.deliverBill({ number: NOTE }, { document });
    await suite().settled();
    expect(await home().ledger.billing.getBillDocument({ number: NOTE })).to.deep.equal(document);
    const records = await home().ledger.billing.listBills({ homeId: 'SH1' });
    expect(records.map(({ number }) => number)).to.include.members([NUMBER, NOTE]);
  });

  it('what is purged is gone from everybody’s reads and from the stream of blocks; its header stays', async () => {
    const { deviceId } = energy;
    const purge = { deviceId, sequence: 1 };
    const { community } = suite();
    await community.sealer('SH1').epoch();
    await community.submit(energy, energy.window({ amounts: [1] }));
    await refused(() => home().ledger.monitoring.purgePayload({ deviceId, sequence: 4 }), 'PURGE_TOO_EARLY');
    expect(await privateExtended(operator(), deviceId)).to.have.members([1, 2, 3, 4]);
    await home().ledger.monitoring.purgePayload(purge);
    await suite().settled();
    for (const member of [home(), operator()]) {
      await refused(() => member.ledger.monitoring.getExtended(purge), 'PAYLOAD_PURGED');
      await refused(() => member.ledger.monitoring.getEssential(purge), 'PAYLOAD_PURGED');
    }
    expect(await privateExtended(operator(), deviceId)).to.have.members([2, 3, 4]);
    const { header } = await operator().ledger.monitoring.getWindow(purge);
    expect(header).to.include({ deviceId, sequence: 1 });
    await refused(() => home().ledger.monitoring.purgePayload(purge), 'PURGE_EXISTS');
  });
});
