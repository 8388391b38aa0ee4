import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import { CliError } from '../CliError.js';
import { decisionRequestId } from './decisionRequestId.js';
import { foldReserve } from './foldReserve.js';

/** New tokens for an account, or currency that the reserve does not need. */
export interface ReserveChange {
  readonly kind: 'create' | 'withdraw';
  readonly destination: string;
  /** Tokens of `create`, currency of `withdraw`; minor units. */
  readonly amount: string;
  /** What the community calls its decision: the same again, with the same amount and destination, has no second effect. */
  readonly reference: string;
}

/**
 * Changes supply or reserve while the counter is closed, when all that was traded is folded in.
 *
 * @param told what is done, a line at a time.
 * @throws CliError COUNTER_NOT_CLOSED; LedgerError RESERVE_INSUFFICIENT, OWNER_DENIED, ACCOUNT_UNKNOWN, ACCOUNT_FROZEN.
 */
export async function changeReserve(
  ledger: CommunityLedger,
  { kind, destination, amount, reference }: ReserveChange,
  told: (line: string) => void,
): Promise<void> {
  const { token } = ledger;
  const price = await orUnknown(token.getPrice(), /^PRICE_UNKNOWN$/);
  if (price?.isOpen === true) {
    throw new CliError(
      'COUNTER_NOT_CLOSED',
      'the counter is open: close it with `acequia token close` first',
    );
  }
  await foldReserve(ledger, told);
  const requestId = decisionRequestId(`${kind} ${destination}`, reference, amount);
  if (kind === 'create') await token.createToken({ requestId, destination, amount });
  else await token.withdrawReserve({ requestId, destination, amount });
}
