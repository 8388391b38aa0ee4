import type { Role } from '@acequia/protocol';

/** Who may call a function, said again and apart from the contracts. */
export interface AccessCase {
  /** The roles that may call it. */
  readonly roles: readonly Role[];
  /** Whether pseudonyms may. */
  readonly traders?: true;
  /** A request that concerns home SH1, its device, its bill or its household's account. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly transient?: Readonly<Record<string, unknown>>;
  /** What the household of another home is told; `everybody` where the function is meant for it as well. */
  readonly neighbour: 'ROLE_DENIED' | 'HOME_DENIED' | 'ACCOUNT_DENIED' | 'COMMUNITY_EXISTS' | 'everybody';
}
