/**
 * What a refused submission means for its windows:
 * - `aside`: these windows will never be taken; they are set aside and the queue goes on.
 * - `renumber`: the ledger's last window is another than the agent thinks; ask it and number anew.
 * - `wait`: a person has to act; nothing is lost by waiting.
 * - `retry`: the ledger is away, behind or busy.
 */
export type RefusalAction = 'aside' | 'renumber' | 'wait' | 'retry';

const ACTIONS: Readonly<Record<string, RefusalAction>> = {
  INPUT_INVALID: 'aside',
  SIGNATURE_INVALID: 'aside',
  PAYLOAD_INVALID: 'aside',
  PAYLOAD_HASH_MISMATCH: 'aside',
  PAYLOAD_COUNT_MISMATCH: 'aside',
  INTERVAL_COUNT_MISMATCH: 'aside',
  WINDOW_INVALID: 'aside',
  WINDOW_OVERLAP: 'aside',
  WINDOW_FUTURE: 'retry',
  WINDOW_DEVICE_MISMATCH: 'aside',
  WINDOW_HOME_MISMATCH: 'aside',
  DEVICE_REVOKED: 'aside',
  DEVICE_REPLACED: 'aside',
  SEQUENCE_DUPLICATE: 'renumber',
  SEQUENCE_GAP: 'renumber',
  SEQUENCE_INVALID: 'renumber',
  PREVIOUS_HASH_MISMATCH: 'renumber',
  CHAIN_BROKEN: 'renumber',
  REQUEST_DIFFERS: 'renumber',
  DEVICE_SUSPENDED: 'wait',
  DEVICE_UNKNOWN: 'wait',
  HOME_SUSPENDED: 'wait',
  HOME_REVOKED: 'wait',
  ACCESS_DENIED: 'wait',
  PARTY_SUSPENDED: 'wait',
  PARTY_REVOKED: 'wait',
  PARTY_UNKNOWN: 'wait',
  LEDGER_REFUSED: 'wait',
  CHAINCODE_FAILED: 'wait',
  RESPONSE_INVALID: 'wait',
};

/** The one table of refusals. What it does not know is tried again: nothing is given up for a word not understood. */
export function refusalAction(code: string): RefusalAction {
  return ACTIONS[code] ?? 'retry';
}
