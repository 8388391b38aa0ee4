import type { ContractName, Transactions } from '@acequia/protocol';
import type { AccessScene } from './AccessScene.js';

/** What happens when household SH1 calls one function as if it were home SH2. */
export interface AccessCase {
  /** A request that the rightful party could make, about SH2's things. Without a request id: the client makes it. */
  readonly request: (scene: AccessScene) => object;
  readonly transient?: (scene: AccessScene) => object;
  /** The refusal; absent where every party may call the function, because it is about no home at all. */
  readonly code?: string;
}

/** A case for every function of a contract: the compiler misses none. */
export type AccessCases<C extends ContractName> = { readonly [F in keyof Transactions[C]]: AccessCase };
