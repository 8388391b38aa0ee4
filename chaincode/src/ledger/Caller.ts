import type { Role } from '@acequia/protocol';

/** On whose behalf a transaction runs: an enrolled, active party, or a pseudonym that trades. */
export interface Caller {
  readonly mspId: string;
  readonly keyHash: string;
  /** Pseudonyms are not in the registry; `trader` stands for what all of them may do. */
  readonly role: Role | 'trader';
  /** The home of a household, and of nobody else. */
  readonly homeId: string | undefined;
}
