import type { DelegationView } from '@acequia/edge-agent';
import { CliError } from '../CliError.js';

/**
 * The delegation whose id begins so.
 *
 * @throws CliError DELEGATION_UNKNOWN, or DELEGATION_AMBIGUOUS when several do.
 */
export function findDelegation(delegations: readonly DelegationView[], start: string): DelegationView {
  const [found, ...others] = delegations.filter(({ delegationId }) => delegationId.startsWith(start));
  if (found === undefined) {
    throw new CliError(
      'DELEGATION_UNKNOWN',
      `this home has no delegation ${start}: see \`acequia delegate list\``,
    );
  }
  if (others.length === 0) return found;
  throw new CliError('DELEGATION_AMBIGUOUS', `several delegations begin with ${start}: write more of the id`);
}
