import { status } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import type { Membership } from '../msp/Membership.js';
import { ConcurrencyLimit } from '../peer/ConcurrencyLimit.js';
import type { PeerService } from '../peer/PeerService.js';
import { RpcError } from '../peer/RpcError.js';
import { unaryHandler } from '../peer/unaryHandler.js';
import { checkExpiry } from './checkExpiry.js';
import type { Endorser } from './Endorser.js';
import { EndorserError } from './EndorserError.js';

/** core.yaml: peer.limits.concurrency.endorserService */
const CONCURRENCY = 2500;

export interface EndorserServiceOptions {
  readonly endorser: Pick<Endorser, 'processProposal'>;
  readonly membership: Membership;
  readonly now: () => Date;
  /** Told of what is a fault of ours. */
  readonly report: (error: unknown) => void;
  /** Calls at once; 2500, as in core.yaml, when absent. */
  readonly concurrency?: number;
}

/**
 * The service `protos.Endorser` of one peer, for clients that plan endorsements themselves. As in Fabric a refused proposal is
 * gRPC status UNKNOWN with the endorser's text; what fails later is a response of status 500.
 */
export function endorserService(options: EndorserServiceOptions): PeerService {
  const { endorser, membership, now, report, concurrency = CONCURRENCY } = options;
  const limit = new ConcurrencyLimit('/protos.Endorser', concurrency);
  const processProposal = unaryHandler(
    { limit, report },
    async (signed: peer.SignedProposal, signal): Promise<peer.ProposalResponse> => {
      try {
        checkExpiry(signed, membership, now());
        return await endorser.processProposal(signed, signal);
      } catch (error) {
        throw error instanceof EndorserError ? new RpcError(status.UNKNOWN, error.message) : error;
      }
    },
  );
  return { definition: peer.EndorserService, implementation: { processProposal } };
}
