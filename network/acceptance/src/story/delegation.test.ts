import { join } from 'node:path';
import { expect } from 'chai';
import {
  alarmsAnswerSchema,
  delegationViewSchema,
  disclosedAnswerSchema,
  disputeOpenedAnswerSchema,
  disputesAnswerSchema,
  readingsAnswerSchema,
  type DelegationView,
  type OpenedAlarm,
  type OpenDisputeBody,
  type ReadingsAnswer,
} from '@acequia/edge-agent';
import type { BillDocument, DisputeRecord, EpochView, WindowRecord } from '@acequia/protocol';
import { z } from 'zod';
import { decisionOn } from '../harness/decisionOn.js';
import { deliveredDocument } from '../harness/deliveredDocument.js';
import { eventually } from '../harness/eventually.js';
import { openWindow } from '../harness/openWindow.js';
import { suite } from '../harness/Suite.js';
import type { HomeName } from '../harness/HomeName.js';
import { secondsOf } from '../harness/secondsOf.js';
import { delegate, delegationOf, noBody } from '../village/delegate.js';
import { Village } from '../village/Village.js';
import { Auditor } from './Auditor.js';
import { finalBill } from './finalBill.js';

const HOURS_OF_EPOCH = 6;
/** Hours without water at least, and then a leak of 40 L an hour that nobody is at home for. */
const DRY_HOURS = 48;
const LEAK = 40;
/** From the leak to the end of the delegation: more than the weekend, for it is cancelled. */
const WATCHED_HOURS = 192;
const FEE = 10;

const sentAlarmsSchema = z.object({
  alarms: z.array(
    z.object({ homeId: z.string(), code: z.string(), sentAt: z.int(), openedAt: z.int().optional() }),
  ),
});

describe('two householders: one is away for a weekend, and the other keeps watch', () => {
  let village: Village;
  let bill: BillDocument;
  let delegation: DelegationView;
  let auditor: Auditor;
  let epochs: number;

  before(async () => {
    const { config, community } = suite();
    auditor = new Auditor(community);
    const seconds = await secondsOf(async () => {
      bill = await finalBill(community, 'SH1', 'B-DELEGATION-1');
    });
    // The two must have agreed before the leak is one, which takes them many times as long as that bill.
    const leakFrom = Math.max(DRY_HOURS, 15 * seconds);
    epochs = Math.ceil((leakFrom + WATCHED_HOURS) / HOURS_OF_EPOCH);
    village = await Village.enrol(suite(), {
      dir: join(config.dir, 'delegation'),
      flows: {
        SH1: (hour) => (hour < leakFrom ? 0 : LEAK),
        SH2: (hour) => (hour % 3 === 0 ? 30 : 0),
        SH3: (hour) => (hour % 4 === 0 ? 20 : 0),
      },
    });
    const tokens = String(2 * FEE * epochs);
    const { accountId, creditId } = await community.treasury.account(community.home('SH1'), tokens);
    await community.home('SH1').ledger.token.transfer({
      from: accountId,
      to: village.serviceAccountId,
      amount: tokens,
      fold: [creditId],
    });
    await village.start();
  });

  after(async () => {
    await village.kill();
  });

  const sent = async (homeId: HomeName, atLeast: number): Promise<number> =>
    await eventually(`${homeId} to have sent ${atLeast} windows`, async () => {
      const [device] = await village.agent(homeId).devices();
      return device !== undefined && device.sent >= atLeast && device.sent;
    });
  const readings = (): Promise<ReadingsAnswer> =>
    village.agent('SH2').control(`/delegations/${delegation.delegationId}/readings`, readingsAnswerSchema);
  const alarmsOf = async (homeId: HomeName): Promise<readonly OpenedAlarm[]> =>
    (await village.agent(homeId).control('/alarms', alarmsAnswerSchema)).alarms;
  const windowsOfSH1 = async (): Promise<WindowRecord[]> => {
    const { deviceId } = village.meter('SH1');
    const { monitoring } = suite().community.operator.ledger;
    const last = (await monitoring.getLastWindow({ deviceId })).window?.header.sequence ?? 0;
    const sequences = Array.from({ length: last }, (_, index) => index + 1);
    return await Promise.all(sequences.map((sequence) => monitoring.getWindow({ deviceId, sequence })));
  };
  const newestEpoch = (): Promise<EpochView> =>
    suite().community.operator.ledger.keys.getEpoch({ homeId: 'SH1' });

  it('the home is measured; the community opens what it seals, and decides on it', async () => {
    const { community } = suite();
    await sent('SH1', 2);
    await suite().settled();
    const { deviceId } = village.meter('SH1');
    const name = { deviceId, sequence: 1 };
    const payload = await openWindow(community.operator, community.keys.community, name);
    expect(payload).to.deep.equal(await openWindow(community.home('SH1'), community.sealer('SH1'), name));
    expect(await decisionOn(community.home('SH1'), name)).to.include({ verdict: 'accepted' });
  });

  it('the neighbour accepts, the community registers it and takes the fee into escrow', async () => {
    const { community } = suite();
    const terms = { words: 'We are at the sea until Monday.', feePerEpoch: String(FEE), copyAlarms: false };
    delegation = await delegate(village, community, { from: 'SH1', to: 'SH2', epochs, terms });
    const other = await delegationOf(village.agent('SH2'), delegation.delegationId);
    expect(other?.terms).to.deep.equal(delegation.terms);
    expect(other).to.include({ role: 'delegatee' });
  });

  it('the neighbour reads what the meter measured, from the agreed hour on, and nothing before it', async () => {
    const { community } = suite();
    const { deviceId } = village.meter('SH1');
    const { windows } = await eventually('the neighbour to open windows', async () => {
      const answer = await readings();
      return answer.windows.length >= 4 && answer;
    });
    await suite().settled();
    const { start, end } = delegation.terms;
    for (const window of windows) {
      expect(window.start, 'start of a window that the neighbour reads').to.be.at.least(start);
      expect(window.end).to.be.at.most(end);
      const name = { deviceId, sequence: window.sequence };
      const own = await openWindow(community.home('SH1'), community.sealer('SH1'), name);
      expect(window.intervals).to.deep.equal(own.intervals);
    }
    const view = await delegationOf(village.agent('SH2'), delegation.delegationId);
    expect(view?.epochsOpened).to.be.at.least(1);
    expect(view?.keyFaults).to.deep.equal([]);
  });

  it('the community goes on reading while it is delegated', async () => {
    const { community } = suite();
    const { windows } = await readings();
    await suite().settled();
    const newest = windows.at(-1);
    if (newest === undefined) throw new Error('the neighbour reads windows');
    const { deviceId, sequence, intervals } = newest;
    const payload = await openWindow(community.operator, community.keys.community, { deviceId, sequence });
    expect(payload.intervals).to.deep.equal(intervals);
  });

  it('the alarm of the leak reaches the neighbour alone, who acknowledges it', async () => {
    const isLeak = ({ alarm }: OpenedAlarm): boolean =>
      alarm.code === 'LEAK_SUSPECTED' && alarm.homeId === 'SH1';
    const { alarm } = await eventually('the alarm at the neighbour’s', async () =>
      (await alarmsOf('SH2')).find(isLeak),
    );
    expect(alarm).to.include({ state: 'raised', resource: 'water', value: LEAK, homeId: 'SH1' });
    expect(alarm.delegationId).to.equal(delegation.delegationId);
    const receipt = await eventually('the receipt at the community', async () => {
      const { alarms } = await village.gateway.get('/alarms', sentAlarmsSchema);
      return alarms.find((each) => each.code === 'LEAK_SUSPECTED' && each.openedAt !== undefined);
    });
    expect(receipt.homeId).to.equal('SH1');
    expect(receipt.openedAt).to.be.at.least(receipt.sentAt);
    expect((await alarmsOf('SH1')).filter(isLeak), 'the alarm at home').to.deep.equal([]);
    expect((await alarmsOf('SH3')).filter(isLeak), 'the alarm at a third home').to.deep.equal([]);
  });

  it('once cancelled nothing new opens, and what was under way is sealed again', async () => {
    const { delegationId } = delegation;
    await village.agent('SH1').control(`/delegations/${delegationId}/cancel`, delegationViewSchema, noBody);
    await eventually('the delegation to be cancelled', async () => {
      const state = (await delegationOf(village.agent('SH1'), delegationId))?.state;
      return state === 'cancelled' || state === 'settled';
    });
    await suite().settled();
    const { epoch: first, publishedAt } = await newestEpoch();
    const { revokedAt } = await suite().community.operator.ledger.keys.getEpoch({
      homeId: 'SH1',
      epoch: first - 1,
    });
    const [device] = await village.agent('SH1').devices();
    const last = await sent('SH1', (device?.sent ?? 0) + 4);
    // As long as the neighbour takes for windows that do open.
    await eventually('the neighbour to have gone on reading', async () => {
      const { windows, unopened } = await readings();
      return [...windows, ...unopened].length > 0 && suite().community.now() > publishedAt + 12 * 3600;
    });
    const { windows } = await readings();
    const tooNew = windows.filter(({ epoch }) => epoch >= first);
    expect(tooNew, 'windows that opened after the end').to.deep.equal([]);
    await suite().settled();
    const later = (await windowsOfSH1()).filter(({ submittedAt }) => submittedAt >= publishedAt);
    expect(later.length).to.be.at.least(1);
    expect(later.at(-1)?.header.sequence).to.be.at.least(last);
    for (const { header } of later) {
      if (revokedAt !== undefined) expect(header.epoch, 'epoch of a later window').to.be.at.least(first);
    }
  });

  it('the fee is paid for the epochs that were acknowledged, and the rest given back', async () => {
    const settled = async (homeId: HomeName): Promise<DelegationView['settlement']> =>
      await eventually(`${homeId} to hear of the settlement`, async () => {
        const view = await delegationOf(village.agent(homeId), delegation.delegationId);
        return view?.state === 'settled' ? view.settlement : undefined;
      });
    const [giver, keeper] = [await settled('SH1'), await settled('SH2')];
    expect(giver).to.deep.equal(keeper);
    const { epochs: paidFor = 0, ...amounts } = giver ?? {};
    expect(paidFor).to.be.at.least(1);
    expect(amounts).to.deep.equal({
      outcome: 'cancelled',
      paid: String(FEE * paidFor),
      refunded: String(FEE * (epochs - paidFor)),
    });
  });

  const disputed = async (subject: OpenDisputeBody['subject'], words: string): Promise<string> => {
    const { mspId, keyHash } = suite().community.parties.auditor;
    const body: OpenDisputeBody = { subject, words, auditor: { mspId, keyHash } };
    const agent = village.agent('SH1');
    const { disputeId } = await agent.control('/disputes', disputeOpenedAnswerSchema, body);
    return disputeId;
  };
  const disclose = async (disputeId: string): Promise<number> => {
    const answer = await village
      .agent('SH1')
      .control(`/disputes/${disputeId}/disclose`, disclosedAnswerSchema, noBody);
    expect(answer.missing).to.deep.equal([]);
    await suite().settled();
    return answer.disclosed;
  };
  const closed = (disputeId: string): Promise<DisputeRecord> =>
    eventually('the community to close the dispute', async () => {
      const record = await suite().community.operator.ledger.disputes.getDispute({ disputeId });
      return record.status === 'closed' && record;
    });

  it('of a disputed window the auditor sees that one record, and what is found is told to the home', async () => {
    const { deviceId } = village.meter('SH1');
    const words = 'No water was drawn in that hour.';
    const disputeId = await disputed({ kind: 'window', deviceId, sequence: 2 }, words);
    expect(await disclose(disputeId)).to.equal(1);
    expect(await auditor.reason(disputeId)).to.equal(words);
    const { community } = suite();
    const name = { deviceId, sequence: 2 };
    const own = await openWindow(community.home('SH1'), community.sealer('SH1'), name);
    expect(await auditor.disclosed(disputeId)).to.deep.equal([own]);
    const finding = await auditor.find(disputeId, {
      outcome: 'dismissed',
      words: 'The meter’s own signature is under it.',
      correctionMinor: '0',
    });
    expect((await closed(disputeId)).note).to.equal(undefined);
    await eventually('the finding at home', async () => {
      const { disputes } = await village.agent('SH1').control('/disputes', disputesAnswerSchema);
      const told = disputes.find(({ record }) => record.disputeId === disputeId)?.finding;
      return told?.words === finding.words;
    });
  });

  it('of a disputed bill the auditor sees its period’s windows, and a credit note follows', async () => {
    const { number } = bill;
    const disputeId = await disputed({ kind: 'bill', number }, 'The base fee was promised to be 5 €.');
    expect(await disclose(disputeId)).to.equal(2);
    const amounts = (await auditor.disclosed(disputeId)).map(({ intervals }) =>
      intervals.map(({ amount }) => amount),
    );
    expect(amounts).to.have.deep.members([[10, 20], [30]]);
    await auditor.find(disputeId, { outcome: 'upheld', words: 'It was.', correctionMinor: '-100' });
    const { note } = await closed(disputeId);
    if (note === undefined) throw new Error('a correction is made by a note');
    await suite().settled();
    const { billing } = suite().community.home('SH1').ledger;
    expect(await billing.getBill({ number: note })).to.include({ kind: 'creditNote', corrects: number });
    const document = await deliveredDocument({ billing }, note);
    expect(document).to.include({ differenceMinor: '100', corrects: number });
  });
});
