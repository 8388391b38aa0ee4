import { CodedError, openAlarm, type Alarm, type AlarmBatchRecord } from '@acequia/protocol';
import type { AlarmKey } from './AlarmKey.js';

/**
 * Tries every slot of a batch with every key: whose a slot is cannot be told otherwise. An alarm that is about another home than
 * its key is for, or of another delegation, is left.
 *
 * @param domain `sealingDomain`.
 */
export function openSlots(
  { batchId, slots }: AlarmBatchRecord,
  keys: readonly AlarmKey[],
  domain: string,
): Alarm[] {
  return slots.flatMap((slot) => {
    const sealed = Buffer.from(slot, 'base64');
    return keys.flatMap((key) => {
      const alarm = tryKey(sealed, key, { domain, batchId });
      return alarm !== undefined && fits(alarm, key) ? [alarm] : [];
    });
  });
}

function tryKey(
  sealed: Buffer,
  { privateKey }: AlarmKey,
  { domain, batchId }: { readonly domain: string; readonly batchId: string },
): Alarm | undefined {
  try {
    return openAlarm(sealed, privateKey, domain, batchId);
  } catch (error) {
    // Somebody else's, or nobody's; nor is one of a form that this version does not know for us.
    if (error instanceof CodedError && (error.code === 'SEAL_BROKEN' || error.code === 'MESSAGE_MALFORMED')) {
      return undefined;
    }
    throw error;
  }
}

function fits(alarm: Alarm, key: AlarmKey): boolean {
  if (alarm.homeId !== key.homeId) return false;
  return alarm.delegationId === undefined || alarm.delegationId === key.delegationId;
}
