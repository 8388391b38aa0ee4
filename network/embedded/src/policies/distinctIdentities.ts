import type { Identity } from '../msp/Identity.js';

/** Each identity once, the first of it: whoever signs twice counts as one. */
export function distinctIdentities(identities: readonly Identity[]): readonly Identity[] {
  return identities.length < 2
    ? identities
    : [...new Map(identities.toReversed().map((identity) => [identity.id, identity])).values()].reverse();
}
