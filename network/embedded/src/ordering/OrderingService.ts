import type { common } from '@hyperledger/fabric-protos';

/** Takes signed envelopes and has them cut into blocks. No consensus: there is one of it. */
export interface OrderingService {
  /** As the orderer's Broadcast answers: SUCCESS, BAD_REQUEST, FORBIDDEN, NOT_FOUND, SERVICE_UNAVAILABLE, with its text. */
  broadcast(envelope: common.Envelope): BroadcastAnswer;
  /** Refuses what comes from now on, commits what was accepted, and comes back. */
  stop(): Promise<void>;
}

export interface BroadcastAnswer {
  /** `common.Status` */
  readonly status: number;
  readonly info: string;
}
