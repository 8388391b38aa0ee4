import { gateway } from '@hyperledger/fabric-protos';
import { ConcurrencyLimit } from '../peer/ConcurrencyLimit.js';
import type { PeerService } from '../peer/PeerService.js';
import { streamHandler } from '../peer/streamHandler.js';
import { unaryHandler } from '../peer/unaryHandler.js';
import { chaincodeEvents } from './chaincodeEvents.js';
import { commitStatus } from './commitStatus.js';
import { Endorsement } from './Endorsement.js';
import { EndorsementPlanner } from './EndorsementPlanner.js';
import { Evaluation } from './Evaluation.js';
import type { GatewayOptions } from './GatewayOptions.js';
import { PeerDirectory } from './PeerDirectory.js';
import { ProposalSender } from './ProposalSender.js';
import { submit } from './submit.js';

const DEFAULT_ENDORSEMENT_TIMEOUT_MS = 30_000;
const DEFAULT_CONCURRENCY = 500;

/** Fabric's `gateway.Gateway` service of one organisation's peer. Its calls share one limit, waiting ones and streams too. */
export function gatewayService(options: GatewayOptions): PeerService {
  const { peer: local, peers, bundle, definitions, ordering, orderer, random, report } = options;
  const channel = bundle.channel;
  const directory = new PeerDirectory({ channel, local, peers, definitions, random });
  const sender = new ProposalSender(local, options.endorsementTimeoutMs ?? DEFAULT_ENDORSEMENT_TIMEOUT_MS);
  const planner = new EndorsementPlanner({
    channel,
    peers,
    membership: bundle.membership,
    definitions,
    random,
  });
  const evaluation = new Evaluation({ channel, local, directory, sender });
  const endorsement = new Endorsement({ local, directory, planner, sender, random });
  const limit = new ConcurrencyLimit('/gateway.Gateway', options.concurrency ?? DEFAULT_CONCURRENCY);
  const context = { limit, report };
  const implementation = {
    evaluate: unaryHandler(context, (request: gateway.EvaluateRequest, signal) =>
      evaluation.run(request, signal),
    ),
    endorse: unaryHandler(context, (request: gateway.EndorseRequest, signal) =>
      endorsement.run(request, signal),
    ),
    submit: unaryHandler(context, (request: gateway.SubmitRequest) =>
      submit(request, { channel, ordering, orderer }),
    ),
    commitStatus: unaryHandler(context, (request: gateway.SignedCommitStatusRequest, signal) =>
      commitStatus(request, { peer: local, bundle }, signal),
    ),
    chaincodeEvents: streamHandler(context, (request: gateway.SignedChaincodeEventsRequest, signal) =>
      chaincodeEvents(request, { peer: local, bundle }, signal),
    ),
  };
  return { definition: gateway.GatewayService, implementation };
}
