import { SimulationError } from './SimulationError.js';

/**
 * A key's bytes in the state database.
 *
 * @throws SimulationError for text that has no UTF-8 form (lone surrogates): it would be another key in the read-write set
 */
export function keyBytes(key: string): Buffer {
  assertText(key);
  return Buffer.from(key, 'utf8');
}

/** @throws SimulationError as above, in the words of Go's protobuf */
export function assertText(text: string): void {
  if (!text.isWellFormed()) throw new SimulationError('string field contains invalid UTF-8');
}
