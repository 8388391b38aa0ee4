/**
 * What a refused submission means for its windows:
 * - `aside`: these windows will never be taken; they are set aside and the queue goes on.
 * - `reseal`: the epoch that they are sealed with takes no records any more; the same windows are sealed under another.
 * - `renumber`: the ledger's last window is another than the agent thinks; ask it and number anew.
 * - `wait`: a person has to act; nothing is lost by waiting.
 * - `retry`: the ledger is away, behind or busy.
 */
export type RefusalAction = 'aside' | 'reseal' | 'renumber' | 'wait' | 'retry';

const ACTIONS: Readonly<Record<string, RefusalAction>> = {
  DEVICE_REPLACED: 'aside',
  DEVICE_REVOKED: 'aside',
  HOME_DIFFERS: 'aside',
  INPUT_INVALID: 'aside',
  PAYLOAD_MISMATCH: 'aside',
  RECORD_MALFORMED: 'aside',
  SIGNATURE_INVALID: 'aside',
  WINDOWS_MIXED: 'aside',
  WINDOW_OVERLAP: 'aside',

  EPOCH_DIFFERS: 'reseal',
  EPOCH_EXPIRED: 'reseal',
  EPOCH_REVOKED: 'reseal',
  EPOCH_UNKNOWN: 'reseal',

  REQUEST_DIFFERS: 'renumber',
  SEQUENCE_DUPLICATE: 'renumber',
  SEQUENCE_GAP: 'renumber',
  SEQUENCE_REPLAY: 'renumber',

  CHAINCODE_FAILED: 'wait',
  CLOCK_SKEW: 'wait',
  DEVICE_SUSPENDED: 'wait',
  DEVICE_UNKNOWN: 'wait',
  HOME_DENIED: 'wait',
  HOME_REVOKED: 'wait',
  HOME_SUSPENDED: 'wait',
  HOME_UNKNOWN: 'wait',
  LEDGER_REFUSED: 'wait',
  PARTY_REVOKED: 'wait',
  PARTY_SUSPENDED: 'wait',
  PARTY_UNKNOWN: 'wait',
  RESPONSE_INVALID: 'wait',
  ROLE_DENIED: 'wait',
  WINDOW_IN_FUTURE: 'wait',
};

/** The one table of refusals. What it does not know is tried again: nothing is given up for a word not understood. */
export function refusalAction(code: string): RefusalAction {
  return ACTIONS[code] ?? 'retry';
}
