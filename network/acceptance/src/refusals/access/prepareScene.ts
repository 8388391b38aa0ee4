import { ALARM_SLOTS, hashCanonical, random16Hex, sealNoAlarm, voucherCodeHash } from '@acequia/protocol';
import { baseFeeBill, statementOf, tariffOf } from '../../harness/documents.js';
import type { Member } from '../../harness/Member.js';
import { openPeriod } from '../../harness/openPeriod.js';
import type { TestCommunity } from '../../harness/TestCommunity.js';
import type { Treasury } from '../../harness/Treasury.js';
import { DisputeOfTests } from '../DisputeOfTests.js';
import type { AccessScene } from './AccessScene.js';

/** Gives home SH2 one of everything. */
export async function prepareScene(community: TestCommunity): Promise<AccessScene> {
  const owner = community.home('SH2');
  const period = await openPeriod(community);
  const tariffId = 'access';
  const statement = statementOf('SH2', '2010-01-31', period.periodId);
  const bill = baseFeeBill('SH2', period, 'B-ACCESS-1', tariffId);
  const [meter, alarms, tokens] = await Promise.all([
    enrolWithWindows(community),
    sendAlarms(community),
    giveTokens(community),
    giveDocuments(community, { tariffId, statement, bill }),
    community.treasury.openCounter(),
  ]);
  const dispute = await decideDispute(community, meter);
  const { record: epoch } = await community.sealer('SH2').draft();
  await community.operator.ledger.quota.closePeriod({ periodId: period.periodId });
  return { owner, period, tariffId, statement, bill, meter, alarms, epoch, ...dispute, ...tokens };
}

async function enrolWithWindows(community: TestCommunity): Promise<AccessScene['meter']> {
  const meter = await community.enrolMeter('SH2', 'water');
  await community.submit(meter, ...meter.windows([5, 6], [7, 8]));
  await community.settled();
  const { deviceId } = meter;
  await community.operator.ledger.monitoring.decideWindows({
    decisions: [{ deviceId, sequence: 1, verdict: 'accepted' }],
  });
  return meter;
}

async function sendAlarms(community: TestCommunity): Promise<AccessScene['alarms']> {
  const { alarms } = community.operator.ledger;
  const batchId = random16Hex();
  const slots = Array.from({ length: ALARM_SLOTS }, () => sealNoAlarm().toString('base64'));
  const days = [dayOf(community.now())];
  await alarms.sendAlarms({ batchId, slots });
  days.push(dayOf(community.now()));
  for (const day of days) {
    const batches = await alarms.listAlarmBatches({ day });
    if (batches.some((batch) => batch.batchId === batchId)) return { day, batchId };
  }
  throw new Error('the batch is on no day between its sending and its arrival');
}

/** As batches are keyed: whole days since 1970. */
function dayOf(seconds: number): string {
  return String(Math.floor(seconds / 86_400)).padStart(10, '0');
}

async function decideDispute(
  community: TestCommunity,
  meter: AccessScene['meter'],
): Promise<Pick<AccessScene, 'dispute' | 'dek'>> {
  const { last } = meter;
  if (last === undefined) throw new Error('the meter has sent windows');
  const { deviceId, sequence } = last.header;
  const sent = new DisputeOfTests(community, 'SH2');
  const opening = sent.opening({ kind: 'window', deviceId, sequence });
  const disclosing = await sent.disclosing(last);
  const finding = sent.finding();
  const { parties } = community;
  await parties.households.SH2.ledger.disputes.openDispute(opening);
  await parties.households.SH2.ledger.disputes.disclose(...disclosing);
  await community.settled();
  await parties.auditor.ledger.disputes.recordFinding(finding);
  const { disputeId } = sent;
  return { dispute: { disputeId, opening, disclosing, finding }, dek: await sent.dekOf(last) };
}

type Promises = Pick<AccessScene, 'withdrawalId' | 'voucherId' | 'voucherCode'>;
type Tokens = Pick<AccessScene, 'account' | 'ownAccount' | 'credit' | 'holdId'> & Promises;

async function giveTokens({ treasury, parties }: TestCommunity): Promise<Tokens> {
  const { SH1, SH2 } = parties.households;
  const { accountId, creditId } = await treasury.account(SH2, '100');
  const own = await treasury.account(SH1, '5');
  const holdId = random16Hex();
  await SH2.ledger.token.hold({
    holdId,
    from: accountId,
    to: treasury.accountId,
    amount: '10',
    expiresAt: 4_000_000_000,
    fold: [creditId],
  });
  const promises = await givePromises(treasury, SH2, accountId);
  const credit = await treasury.pay(accountId, '30');
  return { account: accountId, ownAccount: own.accountId, credit, holdId, ...promises };
}

/** A withdrawal of money that the bank has not paid yet, and a voucher. */
async function givePromises(treasury: Treasury, { ledger }: Member, accountId: string): Promise<Promises> {
  const [withdrawalId, voucherId, voucherCode] = [random16Hex(), random16Hex(), random16Hex()];
  const fold = [await treasury.deposit(accountId, '20')];
  await ledger.token.requestWithdrawal({ withdrawalId, accountId, amount: '5', fold });
  await ledger.token.issueVoucher({
    voucherId,
    issuer: accountId,
    codeHash: voucherCodeHash(voucherId, voucherCode),
    amount: '1',
    payees: [accountId],
    expiresAt: 4_000_000_000,
    fold: [],
  });
  return { withdrawalId, voucherId, voucherCode };
}

type Documents = Pick<AccessScene, 'tariffId' | 'statement' | 'bill'>;

async function giveDocuments(
  { operator: { ledger } }: TestCommunity,
  { tariffId, statement, bill }: Documents,
): Promise<void> {
  const { homeId, statementId } = statement;
  const { number, periodId } = bill;
  await Promise.all([
    ledger.billing.setTariff(tariffOf(tariffId)),
    ledger.monitoring.deliverStatement({ homeId, statementId }, { statement }),
    ledger.billing.previewBill({ number, homeId, periodId, commitment: hashCanonical(bill) }),
    ledger.quota.assignAccount(
      { homeId },
      { quotaAccount: { accountId: `acc-${random16Hex()}`, salt: random16Hex() } },
    ),
  ]);
  await ledger.billing.deliverBill({ number }, { document: bill });
}
