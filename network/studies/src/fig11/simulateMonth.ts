import { DayBook } from './DayBook.js';
import type { HomeDay } from './HomeDay.js';
import { amountTaken } from './model/amountTaken.js';
import type { Month } from './model/Month.js';
import type { Wish } from './model/Wish.js';
import type { TradingPolicy } from './policies/TradingPolicy.js';

/**
 * Lets the homes live through a month: each wish in order of time takes what the home's limit at that moment lets it take, and
 * the policy's rounds come between them. Every day starts with the quotas anew (paper 000 §7.3: the limit is a daily one).
 *
 * @param quotas the homes' daily quotas, mL.
 * @returns every home's every day.
 * @throws StudyError STUDY_UNSOUND when the policy lets a home give what it has not.
 */
export async function simulateMonth(
  month: Month,
  quotas: readonly number[],
  policy: TradingPolicy,
): Promise<HomeDay[]> {
  const result: HomeDay[] = [];
  for (const wishes of month.days) {
    const homeDays = await simulateDay(wishes, quotas, policy);
    await policy.endDay?.(homeDays.map(({ used }) => used));
    result.push(...homeDays);
  }
  return result;
}

async function simulateDay(
  wishes: readonly Wish[],
  quotas: readonly number[],
  policy: TradingPolicy,
): Promise<HomeDay[]> {
  const book = new DayBook(quotas);
  let next = 0;
  const useUntil = (second: number): void => {
    for (let wish = wishes[next]; wish !== undefined && wish.second < second; wish = wishes[next]) {
      use(wish, book, policy);
      next += 1;
    }
  };
  for (const second of policy.rounds) {
    useUntil(second);
    for (const transfer of await policy.atRound(second, book.standings())) book.move(transfer);
  }
  useUntil(Infinity);
  return book.homeDays();
}

function use(wish: Wish, book: DayBook, policy: TradingPolicy): void {
  const { used, entitlement } = book.standing(wish.home);
  const amount = amountTaken(wish, used, entitlement);
  if (used + amount > entitlement) {
    for (const transfer of policy.atUse(wish.home, amount, book.standings())) book.move(transfer);
  }
  book.use(wish.home, amount);
}
