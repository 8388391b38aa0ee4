import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import { DateTime } from 'luxon';
import { CliError } from '../CliError.js';

/**
 * Refuses a month whose month before was never opened: the ledger takes periods in order of time alone, so that none of the months that are
 * skipped could be opened any more. Of those before the first, and of one that is open already, the ledger says itself what is wrong.
 *
 * @param first the month that `init` opened, such as 2016-09. @throws CliError PERIOD_GAP; LedgerError.
 */
export async function requireNoGap(
  { quota }: Pick<CommunityLedger, 'quota'>,
  { first, periodId }: { readonly first: string; readonly periodId: string },
): Promise<void> {
  if (periodId <= first) return;
  const before = DateTime.fromISO(periodId).minus({ months: 1 }).toFormat('yyyy-LL');
  for (const known of [before, periodId]) {
    if ((await orUnknown(quota.getPeriod({ periodId: known }), /^PERIOD_UNKNOWN$/)) !== undefined) return;
  }
  throw new CliError(
    'PERIOD_GAP',
    `${before} is not open: open it first, for a month that is skipped cannot be opened later`,
  );
}
