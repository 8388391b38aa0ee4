import {
  ALARM_SLOTS,
  DISPUTE_REASON_LENGTH,
  FINDING_LENGTH,
  generateX25519,
  hashCanonical,
  random16Hex,
  sealAlarm,
  sealDocument,
  sealNoAlarm,
  type Alarm,
  type EpochNotes,
} from '@acequia/protocol';
import type { TestCommunity } from '../harness/TestCommunity.js';
import type { CanaryBasket } from './CanaryBasket.js';

/** Plants what travels sealed besides readings: an epoch's notes, an alarm, a dispute's reason and its finding. */
export async function plantSealed(community: TestCommunity, basket: CanaryBasket): Promise<void> {
  await plantNotes(community, basket);
  await plantAlarm(community, basket);
  await plantDispute(community, basket);
}

async function plantNotes(community: TestCommunity, { homeId, sealed }: CanaryBasket): Promise<void> {
  const notes: EpochNotes = {
    version: 1,
    receipts: [{ alarmId: sealed.words('receipt'), openedAt: community.now() }],
    acknowledged: [{ delegationId: sealed.words('acknowledgement'), from: 1, to: 2 }],
  };
  await community.sealer(homeId).publish({ notes });
}

async function plantAlarm(community: TestCommunity, { homeId, sealed }: CanaryBasket): Promise<void> {
  const batchId = random16Hex();
  const at = community.now();
  const alarm: Alarm = {
    version: 1,
    alarmId: sealed.hex16('alarm'),
    homeId,
    code: 'LEAK_SUSPECTED',
    state: 'raised',
    resource: 'water',
    at,
    sentAt: at,
    count: 1,
    value: sealed.integer("alarm's value", 5_000_000_000, 50_000_000_000),
    delegationId: sealed.hex16("alarm's delegation"),
  };
  const { domain } = community.sealer(homeId);
  const slots = Array.from({ length: ALARM_SLOTS }, (_, index) =>
    index === 3 ? sealAlarm(alarm, generateX25519().publicKey, domain, batchId) : sealNoAlarm(),
  );
  await community.operator.ledger.alarms.sendAlarms({
    batchId,
    slots: slots.map((slot) => slot.toString('base64')),
  });
}

async function plantDispute(community: TestCommunity, { homeId, sealed }: CanaryBasket): Promise<void> {
  const { auditor } = community.parties;
  const meter = await community.enrolMeter(homeId, 'water');
  await community.submit(meter, meter.window());
  const { deviceId } = meter;
  const disputeId = `D-${random16Hex().slice(0, 16)}`;
  const { domain } = community.sealer(homeId);
  const reason = { version: 1, salt: sealed.hex16("reason's salt"), words: sealed.words('reason') } as const;
  const { publicKey } = community.keys.auditor.pair;
  const reasonPlace = { domain, purpose: `reason ${disputeId}` };
  await community.home(homeId).ledger.disputes.openDispute({
    disputeId,
    homeId,
    subject: { kind: 'window', deviceId, sequence: 1 },
    auditor: { mspId: auditor.mspId, keyHash: auditor.keyHash },
    reasonHash: hashCanonical(reason),
    sealedReason: sealDocument(reason, DISPUTE_REASON_LENGTH, publicKey, reasonPlace).toString('base64'),
  });
  const finding = {
    version: 1,
    salt: sealed.hex16("finding's salt"),
    disputeId,
    outcome: 'dismissed',
    words: sealed.words('finding'),
    correctionMinor: '0',
  } as const;
  const place = { domain, purpose: `finding ${disputeId}` };
  const sealedFor = (recipient: Uint8Array): string =>
    sealDocument(finding, FINDING_LENGTH, recipient, place).toString('base64');
  const { publicKey: communityKey } = await community.keys.community.newest();
  await auditor.ledger.disputes.recordFinding({
    disputeId,
    outcome: finding.outcome,
    findingHash: hashCanonical(finding),
    sealedForHome: sealedFor(generateX25519().publicKey),
    sealedForCommunity: sealedFor(communityKey),
  });
}
