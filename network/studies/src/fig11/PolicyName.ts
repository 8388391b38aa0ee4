/** The three ways of trading that the study compares. */
export type PolicyName = 'no trading' | 'paper policy' | 'ours';
export const POLICY_NAMES: readonly PolicyName[] = ['no trading', 'paper policy', 'ours'];
