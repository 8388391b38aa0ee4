/** Choices, each as often as its weight says. */
export function weighed<T>(choices: readonly (readonly [weight: number, choice: T])[]): T[] {
  return choices.flatMap(([weight, choice]) => Array.from({ length: weight }, () => choice));
}
