import type { status } from '@grpc/grpc-js';
import type { peer } from '@hyperledger/fabric-protos';

/** What the Gateway makes of a peer's answer to a proposal. */
export type PeerAnswer =
  | { readonly ok: true; readonly response: peer.ProposalResponse; readonly result: peer.Response }
  | {
      readonly ok: false;
      readonly code: status;
      readonly text: string;
      /** Whether an evaluation goes on to another peer. */
      readonly retry: boolean;
    };
