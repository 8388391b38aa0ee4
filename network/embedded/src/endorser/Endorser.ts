import { Buffer } from 'node:buffer';
import { peer } from '@hyperledger/fabric-protos';
import { messageOf } from '../messageOf.js';
import type { ChaincodeDefinition } from '../definitions/ChaincodeDefinition.js';
import type { Identity } from '../msp/Identity.js';
import type { SystemChaincode } from '../systemChaincodes/SystemChaincode.js';
import { AccessControl } from './AccessControl.js';
import { EndorserError } from './EndorserError.js';
import type { EndorserOptions } from './EndorserOptions.js';
import type { ExecutedProposal } from './ExecutedProposal.js';
import { proposalResponse } from './proposalResponse.js';
import { simulateProposal } from './simulateProposal.js';
import { unpackProposal } from './unpackProposal.js';
import type { UnpackedProposal } from './UnpackedProposal.js';
import { validateProposal } from './validateProposal.js';

/** In place of a version, so that endorsements of peers of different builds agree. */
const SYSTEM_VERSION = 'syscc';
/** These read the blocks and not the state: Fabric gives them no simulator, and their responses no interest. */
const WITHOUT_SIMULATOR: ReadonlySet<string> = new Set(['qscc', 'cscc']);

/** Simulates proposals on one organisation's peer and signs what they did, as Fabric's core/endorser. */
export class Endorser {
  readonly #options: EndorserOptions;
  readonly #access: AccessControl;

  constructor(options: EndorserOptions) {
    this.#options = options;
    this.#access = new AccessControl(options.mspId, options.bundle);
  }

  /**
   * Endorses or evaluates a proposal. What goes wrong once it is accepted is a response of status 500 without a payload; a
   * chaincode's refusal (400 and above) is the chaincode's response, without an endorsement.
   *
   * @param signal gives the call up; the state that it reads is freed in any case
   * @throws EndorserError when the proposal itself is refused
   * @throws what `signal` was aborted with
   */
  async processProposal(signed: peer.SignedProposal, signal: AbortSignal): Promise<peer.ProposalResponse> {
    signal.throwIfAborted();
    const proposal = unpackProposal(signed);
    const { channel } = proposal;
    if (channel !== '' && channel !== this.#options.bundle.channel)
      return failure(`channel '${channel}' not found`);
    const creator = this.#accept(proposal);
    try {
      const executed = await this.#execute(proposal, creator, signal);
      return proposalResponse(proposal, executed, this.#options.identity);
    } catch (error) {
      signal.throwIfAborted();
      return failure(messageOf(error));
    }
  }

  #accept(proposal: UnpackedProposal): Identity {
    const { bundle, mspId } = this.#options;
    const creator = validateProposal(proposal, bundle.membership, mspId);
    if (proposal.channel === '') return creator;
    if (this.#isCommitted(proposal.txId)) {
      const bytes = Buffer.from(proposal.creator).toString('hex');
      throw new EndorserError(`duplicate transaction found [${proposal.txId}]. Creator [${bytes}]`);
    }
    // System chaincodes have a resource per function, which they check themselves.
    if (!this.#isSystem(proposal.chaincode)) this.#checkMayPropose(proposal.channel, creator);
    return creator;
  }

  #isCommitted(txId: string): boolean {
    const location = this.#options.ledger.locate(txId);
    return location !== undefined && location.block < this.#options.height();
  }

  #checkMayPropose(channel: string, creator: Identity): void {
    try {
      this.#access.check('peer/Propose', channel, creator);
    } catch (cause) {
      throw new EndorserError(messageOf(cause), { cause });
    }
  }

  #execute(
    proposal: UnpackedProposal,
    creator: Identity,
    signal: AbortSignal,
  ): Promise<ExecutedProposal> | ExecutedProposal {
    const system = this.#options.systemChaincodes.get(proposal.chaincode);
    if (system !== undefined) return executeSystem(system, proposal, creator);
    return simulateProposal(this.#options, proposal, this.#definition(proposal), creator, signal);
  }

  #definition({ chaincode, channel }: UnpackedProposal): ChaincodeDefinition {
    const hint = `make sure the chaincode ${chaincode} has been successfully defined on channel ${channel} and try again`;
    if (channel === '') throw new Error(`${hint}: could not get channel config for channel ''`);
    const definition = this.#options.definitions().find(chaincode);
    if (definition === undefined) throw new Error(`${hint}: chaincode ${chaincode} not found`);
    return definition;
  }

  #isSystem(name: string): boolean {
    return this.#options.systemChaincodes.has(name);
  }
}

function executeSystem(
  system: SystemChaincode,
  proposal: UnpackedProposal,
  creator: Identity,
): ExecutedProposal {
  const { channel, chaincode, invokedChaincode } = proposal;
  const response = system.execute(proposal.input.getArgsList_asU8(), {
    channel,
    creator,
    invokedChaincode,
  });
  const simulated = channel !== '' && !WITHOUT_SIMULATOR.has(chaincode);
  return {
    response,
    event: undefined,
    results: new Uint8Array(),
    interest: simulated ? new peer.ChaincodeInterest() : undefined,
    version: SYSTEM_VERSION,
  };
}

function failure(message: string): peer.ProposalResponse {
  const response = new peer.Response();
  response.setStatus(500);
  response.setMessage(message);
  const answer = new peer.ProposalResponse();
  answer.setResponse(response);
  return answer;
}
