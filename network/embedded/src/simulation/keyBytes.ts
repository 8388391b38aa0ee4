import { assertText } from './assertText.js';

/**
 * A key's bytes in the state database.
 *
 * @throws SimulationError for text that has no UTF-8 form
 */
export function keyBytes(key: string): Buffer {
  assertText(key);
  return Buffer.from(key, 'utf8');
}
