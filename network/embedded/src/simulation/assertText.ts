import { SimulationError } from './SimulationError.js';

/**
 * Refuses text that has no UTF-8 form (lone surrogates): it would be other text in the read-write set.
 *
 * @throws SimulationError in the words of Go's protobuf
 */
export function assertText(text: string): void {
  if (!text.isWellFormed()) throw new SimulationError('string field contains invalid UTF-8');
}
