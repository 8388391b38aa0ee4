import type { Role } from '@acequia/protocol';

/** An enrolled, active party on whose behalf a transaction runs. */
export interface Caller {
  readonly mspId: string;
  readonly keyHash: string;
  readonly role: Role;
  /** The home of a household, and of nobody else. */
  readonly homeId: string | undefined;
}
