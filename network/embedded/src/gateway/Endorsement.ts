import { status } from '@grpc/grpc-js';
import { gateway, peer } from '@hyperledger/fabric-protos';
import { MalformedMessageError } from '../peer/MalformedMessageError.js';
import type { Peer } from '../peer/Peer.js';
import { RpcError } from '../peer/RpcError.js';
import { asRpcError } from './asRpcError.js';
import type { EndorsementPlanner } from './EndorsementPlanner.js';
import { errorDetail } from '../peer/errorDetail.js';
import type { PeerDirectory } from './PeerDirectory.js';
import { Plan } from './Plan.js';
import { PlanningError } from './PlanningError.js';
import { prepareTransaction } from './prepareTransaction.js';
import type { Proposal } from './Proposal.js';
import type { ProposalSender } from './ProposalSender.js';
import { protectedInterest } from './protectedInterest.js';
import { shuffle } from './shuffle.js';
import { unpackProposal } from './unpackProposal.js';

export interface EndorsementOptions {
  readonly local: Peer;
  readonly directory: PeerDirectory;
  readonly planner: EndorsementPlanner;
  readonly sender: ProposalSender;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/**
 * The Gateway's Endorse (internal/pkg/gateway/endorse.go): the own organisation's peer first, whose answer tells what the
 * transaction touched; from that the peers that must endorse it too; another set of them when one fails.
 */
export class Endorsement {
  readonly #options: EndorsementOptions;

  constructor(options: EndorsementOptions) {
    this.#options = options;
  }

  /** @throws RpcError INVALID_ARGUMENT, UNAVAILABLE, FAILED_PRECONDITION, ABORTED */
  async run(request: gateway.EndorseRequest, signal: AbortSignal): Promise<gateway.EndorseResponse> {
    const proposal = checkedProposal(request.getProposedTransaction());
    const mspIds = request.getEndorsingOrganizationsList();
    const plan =
      mspIds.length > 0 ? this.#planFor(proposal, mspIds) : await this.#planFromFirst(proposal, signal);
    while (plan.endorsed === undefined) {
      const missing = plan.missing();
      if (missing.length === 0) throw notEnough(plan);
      await Promise.all(missing.map((endorser) => this.#collect(plan, endorser, proposal, signal)));
    }
    const response = new gateway.EndorseResponse();
    response.setPreparedTransaction(prepareTransaction(proposal, plan.endorsed));
    return response;
  }

  async #collect(plan: Plan, from: Peer, proposal: Proposal, signal: AbortSignal): Promise<void> {
    const answer = await this.#options.sender.send(from, proposal.signed, signal);
    if (answer.ok) plan.accept(from, answer.response);
    else plan.reject(from, errorDetail(from, answer.text));
  }

  /** The client answers for the choice: that it satisfies the policies, and that private data stay where they belong. */
  #planFor(proposal: Proposal, mspIds: readonly string[]): Plan {
    const { directory } = this.#options;
    try {
      return new Plan([directory.ofOrganisations(proposal.channel, proposal.chaincode, mspIds)]);
    } catch (error) {
      throw asRpcError(error, PlanningError, status.UNAVAILABLE);
    }
  }

  async #planFromFirst(proposal: Proposal, signal: AbortSignal): Promise<Plan> {
    const first = this.#firstEndorser(proposal);
    const answer = await this.#options.sender.send(first, proposal.signed, signal);
    if (!answer.ok) {
      const text = 'failed to endorse transaction, see attached details for more info';
      throw new RpcError(status.ABORTED, text, [errorDetail(first, answer.text)]);
    }
    const plan = new Plan(this.#layouts(proposal, first, answer.response.getInterest()));
    plan.accept(first, answer.response);
    return plan;
  }

  #firstEndorser(proposal: Proposal): Peer {
    const { directory, local } = this.#options;
    try {
      const [first] = directory.ofOrganisations(proposal.channel, proposal.chaincode, [local.mspId]);
      return first ?? local;
    } catch (error) {
      if (!(error instanceof PlanningError)) throw error;
      if (proposal.hasTransientData) {
        const text =
          "no endorsers found in the gateway's organization; retry specifying endorsing organization(s) to protect transient data";
        throw new RpcError(status.FAILED_PRECONDITION, text);
      }
      // Every peer has every chaincode: what this one lacks is not defined, which the planner says in discovery's words.
      const interest = defaultInterest(proposal.chaincode);
      const [layout] = this.#planned(proposal.channel, interest);
      return layout?.[0] ?? local;
    }
  }

  #layouts(
    proposal: Proposal,
    first: Peer,
    told: peer.ChaincodeInterest | undefined,
  ): readonly (readonly Peer[])[] {
    const isTold = told !== undefined && told.getChaincodesList().length > 0;
    const interest = isTold ? told : defaultInterest(proposal.chaincode);
    const { channel } = proposal;
    if (!proposal.hasTransientData) return this.#shuffled(this.#planned(channel, interest), first);
    const { members, collections } = protectedInterest(interest);
    try {
      return this.#shuffled(this.#planned(channel, members), first);
    } catch (error) {
      if (collections.length > 0) this.#refuseIfOnlyProtected(channel, interest, collections);
      throw error;
    }
  }

  /** Says so when it is the protection of transient data alone that leaves nobody to ask. */
  #refuseIfOnlyProtected(
    channel: string,
    interest: peer.ChaincodeInterest,
    collections: readonly string[],
  ): void {
    this.#planned(channel, interest);
    throw new RpcError(
      status.FAILED_PRECONDITION,
      'requires endorsement from organisation(s) that are not in the distribution policy of the private data ' +
        `collection(s): [${collections.join(' ')}]; retry specifying trusted endorsing organizations to protect transient data`,
    );
  }

  /** In random order, those with the preferred peer before the others. */
  #shuffled(layouts: readonly (readonly Peer[])[], preferred: Peer): readonly (readonly Peer[])[] {
    const drawn = shuffle(layouts, this.#options.random);
    const preferredOnes = drawn.filter((layout) => layout.includes(preferred));
    return [...preferredOnes, ...drawn.filter((layout) => !layout.includes(preferred))];
  }

  #planned(channel: string, interest: peer.ChaincodeInterest): readonly (readonly Peer[])[] {
    try {
      return this.#options.planner.layouts(channel, interest);
    } catch (error) {
      const prefix = 'no combination of peers can be derived which satisfy the endorsement policy: ';
      throw asRpcError(error, PlanningError, status.FAILED_PRECONDITION, prefix);
    }
  }
}

function checkedProposal(signed: peer.SignedProposal | undefined): Proposal {
  if (signed === undefined || signed.getProposalBytes_asU8().length === 0) {
    const text = 'the proposed transaction must contain a signed proposal';
    throw new RpcError(status.INVALID_ARGUMENT, text);
  }
  try {
    return unpackProposal(signed);
  } catch (error) {
    throw asRpcError(error, MalformedMessageError, status.INVALID_ARGUMENT);
  }
}

function defaultInterest(chaincode: string): peer.ChaincodeInterest {
  const call = new peer.ChaincodeCall();
  call.setName(chaincode);
  const interest = new peer.ChaincodeInterest();
  interest.addChaincodes(call);
  return interest;
}

function notEnough(plan: Plan): RpcError {
  const text = 'failed to collect enough transaction endorsements, see attached details for more info';
  return new RpcError(status.ABORTED, text, plan.errorDetails);
}
