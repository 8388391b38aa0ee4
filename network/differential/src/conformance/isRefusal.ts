import type { Refusal } from '../harness/Refusal.js';

export function isRefusal(outcome: unknown): outcome is { readonly refusal: Refusal } {
  return typeof outcome === 'object' && outcome !== null && 'refusal' in outcome;
}
