import { Outcome } from './Outcome.js';
import type { PolicyName } from './PolicyName.js';
import type { CaseDays } from './simulateCase.js';

/** What each policy gave over the same months. */
export type Outcomes = Readonly<Record<PolicyName, Outcome>>;

/** Measures what each policy gave. */
export function outcomesOf(cases: readonly CaseDays[]): Outcomes {
  const outcomeOf = (policy: PolicyName): Outcome => new Outcome(cases.map((days) => days[policy]));
  return {
    'no trading': outcomeOf('no trading'),
    'paper policy': outcomeOf('paper policy'),
    ours: outcomeOf('ours'),
  };
}
