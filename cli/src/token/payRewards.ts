import type { CommunityLedger } from '@acequia/protocol/fabric';
import { CliError } from '../CliError.js';
import { chooseRewards } from './chooseRewards.js';

/** Who gets a reward, and how much at most. */
export interface RewardOrder {
  /** The fund's account, where fees go. */
  readonly fund: string;
  readonly to: string;
  /** Minor units; all that fees have set aside when absent. */
  readonly most?: bigint;
}

/**
 * Pays out what fees have set aside. Every credit is paid once: what was paid before an interruption is not paid again.
 *
 * @returns what was paid, minor units.
 * @throws CliError REWARD_NONE; LedgerError REWARD_DENIED, OWNER_DENIED, ACCOUNT_UNKNOWN, ACCOUNT_FROZEN.
 */
export async function payRewards(
  { token }: CommunityLedger,
  { fund, to, most }: RewardOrder,
): Promise<bigint> {
  const { credits } = await token.getBalance({ accountId: fund });
  const { fold, amount } = chooseRewards(credits, most);
  if (amount === 0n) {
    throw new CliError(
      'REWARD_NONE',
      'fees have set nothing aside that could be paid: see `acequia token fees`',
    );
  }
  await token.payReward({ to, fold: [...fold] });
  return amount;
}
