import type { CommunityLedger } from '@acequia/protocol/fabric';
import { CliError } from '../CliError.js';
import { chooseRewards } from './chooseRewards.js';
import { decisionRequestId } from './decisionRequestId.js';

/** A part of what fees have set aside, as the community decided. */
export interface RewardPart {
  /** Minor units. */
  readonly most: bigint;
  /** What the community calls its decision: the same again, with the same amount and account, has no second effect. */
  readonly reference: string;
}
/** Who gets a reward. */
export interface RewardOrder {
  /** The fund's account, where fees go. */
  readonly fund: string;
  readonly to: string;
  /** All that there is when absent. */
  readonly part?: RewardPart;
}

/**
 * Pays out what fees have set aside: all, in as many transactions as it takes, or a part, in one. Every credit is paid once.
 *
 * @returns what was paid now, minor units: nothing where the part was paid before.
 * @throws CliError REWARD_NONE; LedgerError REWARD_DENIED, OWNER_DENIED, ACCOUNT_UNKNOWN, ACCOUNT_FROZEN.
 */
export async function payRewards(
  { token }: Pick<CommunityLedger, 'token'>,
  { fund, to, part }: RewardOrder,
): Promise<bigint> {
  let { credits } = await token.getBalance({ accountId: fund });
  let reward = chooseRewards(credits, part?.most);
  if (reward.amount === 0n) {
    throw new CliError(
      'REWARD_NONE',
      'fees have set nothing aside that could be paid: see `acequia token fees`',
    );
  }
  if (part !== undefined) {
    const requestId = decisionRequestId(`reward ${to}`, part.reference, part.most.toString());
    await token.payReward({ requestId, to, fold: [...reward.fold] });
    // The ledger takes a request that it has had before without a second effect.
    const after = await token.getBalance({ accountId: fund });
    const isRepeated = after.credits.some(({ creditId }) => reward.fold.includes(creditId));
    return isRepeated ? 0n : reward.amount;
  }
  let paid = 0n;
  while (reward.amount > 0n) {
    await token.payReward({ to, fold: [...reward.fold] });
    paid += reward.amount;
    ({ credits } = await token.getBalance({ accountId: fund }));
    reward = chooseRewards(credits);
  }
  return paid;
}
