import type { Invocation } from '../harness/Invocation.js';

/**
 * One step of a schedule. `race` endorses all of its transactions before it submits the first, each in a block of its own;
 * `burst` has them all under way at once, on keys of their own; `twice` submits the same bytes again.
 */
export type Step =
  | { readonly kind: 'evaluate' | 'submit' | 'twice'; readonly invocation: Invocation }
  | { readonly kind: 'race' | 'burst'; readonly invocations: readonly Invocation[] };
