import { StudyError } from '../StudyError.js';
import type { HomeDay } from './HomeDay.js';
import type { Standing } from './policies/Standing.js';
import type { Transfer } from './policies/Transfer.js';

/** Use and entitlements of the homes in one day. Quota goes from one home to another and is never made or lost (Eq. 9). */
export class DayBook {
  readonly #quotas: readonly number[];
  readonly #used: number[];
  readonly #entitlements: number[];

  /** @param quotas the homes' daily quotas, mL. */
  constructor(quotas: readonly number[]) {
    this.#quotas = quotas;
    this.#used = quotas.map(() => 0);
    this.#entitlements = [...quotas];
  }

  standing(home: number): Standing {
    return { used: at(this.#used, home), entitlement: at(this.#entitlements, home) };
  }

  standings(): Standing[] {
    return this.#quotas.map((_, home) => this.standing(home));
  }

  use(home: number, amount: number): void {
    this.#used[home] = at(this.#used, home) + amount;
  }

  /** @throws StudyError STUDY_UNSOUND when a home would give what it has not, or has used. */
  move({ from, to, amount }: Transfer): void {
    const { used, entitlement } = this.standing(from);
    if (!(Number.isSafeInteger(amount) && amount > 0 && amount <= entitlement - used) || from === to) {
      throw new StudyError('STUDY_UNSOUND', `home ${from} would give ${amount} mL to ${to}`);
    }
    this.#entitlements[from] = entitlement - amount;
    this.#entitlements[to] = at(this.#entitlements, to) + amount;
  }

  homeDays(): HomeDay[] {
    return this.#quotas.map((quota, home) => ({ home, quota, ...this.standing(home) }));
  }
}

function at(values: readonly number[], home: number): number {
  const value = values[home];
  if (value === undefined) throw new StudyError('STUDY_UNSOUND', `there is no home ${home}`);
  return value;
}
