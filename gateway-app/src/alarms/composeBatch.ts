import { ALARM_SLOTS, random16Hex, sealAlarm, sealNoAlarm, shuffled } from '@acequia/protocol';
import type { AlarmBatch, RaisedAlarm } from './AlarmBook.js';

/** Slots that every alarm takes, whether or not it goes to two: else the number of batches told who wants copies. */
const SLOTS_EACH = 2;
/** How many alarms a batch holds. */
export const ALARMS_IN_BATCH = ALARM_SLOTS / SLOTS_EACH;

/** Who gets an alarm, and with which key it is sealed. */
export interface AlarmRecipient {
  readonly homeId: string;
  /** X25519, 32 bytes. */
  readonly publicKey: Buffer;
  /** Of a delegatee. */
  readonly delegationId?: string;
}

/** An alarm and its recipients: one, or a delegatee and the home itself. */
export interface AddressedAlarm {
  readonly alarm: RaisedAlarm;
  readonly recipients: readonly AlarmRecipient[];
}

/**
 * Seals alarms into one batch of eight slots in random order, of one length each: from outside it cannot be told how many
 * alarms are in it, nor for whom.
 *
 * @param addressed at most four, of one or two recipients.
 * @param place `domain` as of `sealingDomain`; `sentAt` ledger seconds.
 */
export function composeBatch(
  addressed: readonly AddressedAlarm[],
  { domain, sentAt }: { readonly domain: string; readonly sentAt: number },
): AlarmBatch {
  const batchId = random16Hex();
  const sealed = addressed.flatMap(({ alarm, recipients }) =>
    recipients.map(({ publicKey, delegationId }) => {
      const copy = { ...alarm, sentAt, ...(delegationId === undefined ? {} : { delegationId }) };
      return sealAlarm(copy, publicKey, domain, batchId);
    }),
  );
  const empty = Array.from({ length: ALARM_SLOTS - sealed.length }, sealNoAlarm);
  return {
    batchId,
    requestId: random16Hex(),
    slots: shuffled([...sealed, ...empty]).map((slot) => slot.toString('base64')),
    sentAt,
    alarms: addressed.map(({ alarm, recipients }) => ({
      alarmId: alarm.alarmId,
      copies: recipients.map(({ homeId, delegationId }) => ({
        recipient: homeId,
        ...(delegationId === undefined ? {} : { delegationId }),
      })),
    })),
  };
}
