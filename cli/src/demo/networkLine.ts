import type { NetworkDescription } from '@acequia/protocol';
import { orderingWords } from '../network/orderingWords.js';

/** The demonstration's first line: what it is played on, and how to have the real thing. */
export function networkLine(
  { kind, ordering }: Pick<NetworkDescription, 'kind' | 'ordering'>,
  homes: number,
): string {
  const words = orderingWords[ordering];
  return kind === 'embedded'
    ? `network: embedded (${words}); NETWORK=fabric for the real one`
    : `network: fabric, ${words}, ${String(homes)} homes`;
}
