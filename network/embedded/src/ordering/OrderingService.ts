import type { common } from '@hyperledger/fabric-protos';

/** Takes signed envelopes and has them cut into blocks. No consensus: there is one of it. */
export interface OrderingService {
  /**
   * As the orderer's Broadcast answers: SUCCESS, BAD_REQUEST (also for an unknown channel), FORBIDDEN, SERVICE_UNAVAILABLE, with
   * its text.
   */
  broadcast(envelope: common.Envelope): BroadcastAnswer;
  /**
   * Refuses what comes from now on, commits what was accepted, and comes back.
   *
   * @throws Error when the store does not take what was accepted, which is lost then
   */
  stop(): Promise<void>;
}

export interface BroadcastAnswer {
  /** `common.Status` */
  readonly status: number;
  readonly info: string;
}
