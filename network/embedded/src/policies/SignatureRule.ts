import type { Identity } from '../msp/Identity.js';

/** Whether identities satisfy a rule; marks in `used` (1: used) those that it took, which satisfy nothing else. */
export type SignatureRule = (identities: readonly Identity[], used: Uint8Array) => boolean;
