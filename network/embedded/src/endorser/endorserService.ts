import { status as grpcStatus } from '@grpc/grpc-js';
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { peer } from '@hyperledger/fabric-protos';
import type { Membership } from '../msp/Membership.js';
import { checkExpiry } from './checkExpiry.js';
import type { Endorser } from './Endorser.js';
import { EndorserError } from './EndorserError.js';
import { errorText } from './errorText.js';

type ProposalCall = ServerUnaryCall<peer.SignedProposal, peer.ProposalResponse>;
type Answer = sendUnaryData<peer.ProposalResponse>;

/** core.yaml: peer.limits.concurrency.endorserService */
const CONCURRENCY = 2500;

export interface EndorserServiceOptions {
  readonly endorser: Pick<Endorser, 'processProposal'>;
  readonly membership: Membership;
  readonly now: () => Date;
  /** Calls at once; default 2500, as in core.yaml. */
  readonly concurrency?: number;
}

/**
 * The service `protos.Endorser` (`peer.EndorserService`) of one peer, for clients that plan endorsements themselves. As in
 * Fabric every refusal is gRPC status UNKNOWN with the endorser's text, and failures after it are responses of status 500.
 */
export function endorserService(options: EndorserServiceOptions): peer.IEndorserServer {
  const { endorser, membership, now, concurrency = CONCURRENCY } = options;
  let running = 0;

  async function answer(call: ProposalCall): Promise<peer.ProposalResponse> {
    checkExpiry(call.request, membership, now());
    const abandoned = new AbortController();
    call.on('cancelled', () => {
      abandoned.abort(new EndorserError('context canceled'));
    });
    return endorser.processProposal(call.request, abandoned.signal);
  }

  function processProposal(call: ProposalCall, done: Answer): void {
    if (running >= concurrency) {
      const details = `too many requests for /protos.Endorser, exceeding concurrency limit (${concurrency})`;
      done({ code: grpcStatus.UNKNOWN, details });
      return;
    }
    running += 1;
    answer(call)
      .finally(() => {
        running -= 1;
      })
      .then(
        (response) => {
          done(null, response);
        },
        (error: unknown) => {
          done({ code: grpcStatus.UNKNOWN, details: errorText(error) });
        },
      );
  }

  return { processProposal };
}
