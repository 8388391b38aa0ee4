import type { Identity } from '../msp/Identity.js';
import type { SignedData } from './SignedData.js';

/** A rule about who must have signed. */
export interface Policy {
  /**
   * Counts each identity once, drops those that are invalid or whose signature is wrong, and checks the rest.
   *
   * @throws PolicyError when what remains does not satisfy the rule
   */
  evaluateSignedData(signed: readonly SignedData[]): void;
  /** As above for identities whose signatures have been checked. @throws PolicyError */
  evaluateIdentities(identities: readonly Identity[]): void;
}
