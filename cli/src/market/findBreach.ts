import type { BreachView } from '@acequia/edge-agent';
import { CliError } from '../CliError.js';

/**
 * What is claimed of the sale whose id begins so.
 *
 * @throws CliError BREACH_UNKNOWN, BREACH_AMBIGUOUS.
 */
export function findBreach(breaches: readonly BreachView[], start: string): BreachView {
  const [found, another] = breaches.filter(({ auctionId }) => auctionId.startsWith(start));
  if (found === undefined) {
    throw new CliError('BREACH_UNKNOWN', `nothing is claimed of a sale ${start}: acequia market claims`);
  }
  if (another === undefined) return found;
  throw new CliError('BREACH_AMBIGUOUS', `several sales begin with ${start}: write more of it`);
}
