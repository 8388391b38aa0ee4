import { canonicalJson, type JsonValue } from '@acequia/protocol';
import { LedgerError } from './LedgerError.js';
import type { LedgerStub } from './LedgerStub.js';

/**
 * What sets a transaction's event: a name, and canonical JSON in UTF-8.
 *
 * @throws LedgerError EVENT_TWICE when the transaction has set one, which Fabric would drop without a word.
 */
export function emitOnce(stub: Pick<LedgerStub, 'setEvent'>): (name: string, payload: JsonValue) => void {
  let isSet = false;
  return (name, payload) => {
    if (isSet) throw new LedgerError('EVENT_TWICE', 'the transaction has set its event already');
    isSet = true;
    stub.setEvent(name, Buffer.from(canonicalJson(payload), 'utf8'));
  };
}
