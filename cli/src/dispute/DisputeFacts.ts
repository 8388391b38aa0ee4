import type { DisputeAnswer } from '../api/answers.js';

/** A dispute as one of its parties knows it: home, community or auditor. */
export type DisputeFacts = Omit<DisputeAnswer, 'disclosed'> & { readonly disclosed?: number };
