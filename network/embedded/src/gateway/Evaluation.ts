import { status } from '@grpc/grpc-js';
import { gateway, peer } from '@hyperledger/fabric-protos';
import { MalformedMessageError } from '../peer/MalformedMessageError.js';
import { parseMessage } from '../peer/parseMessage.js';
import type { Peer } from '../peer/Peer.js';
import { RpcError } from '../peer/RpcError.js';
import { asRpcError } from './asRpcError.js';
import { checkChannel } from './checkChannel.js';
import { errorDetail } from '../peer/errorDetail.js';
import type { PeerDirectory } from './PeerDirectory.js';
import { PlanningError } from './PlanningError.js';
import type { Proposal } from './Proposal.js';
import type { ProposalSender } from './ProposalSender.js';
import { unpackProposal } from './unpackProposal.js';

export interface EvaluationOptions {
  readonly channel: string;
  readonly local: Peer;
  readonly directory: PeerDirectory;
  readonly sender: ProposalSender;
}

/** The Gateway's Evaluate: asks one peer after the other until one runs the query (internal/pkg/gateway/evaluate.go). */
export class Evaluation {
  readonly #options: EvaluationOptions;

  constructor(options: EvaluationOptions) {
    this.#options = options;
  }

  /** @throws RpcError INVALID_ARGUMENT, UNAVAILABLE, FAILED_PRECONDITION, ABORTED, or UNKNOWN when the chaincode refuses */
  async run(request: gateway.EvaluateRequest, signal: AbortSignal): Promise<gateway.EvaluateResponse> {
    const proposal = checkedProposal(request.getProposedTransaction());
    checkChannel(proposal.channel, this.#options.channel, status.UNAVAILABLE);
    const details: gateway.ErrorDetail[] = [];
    let code = status.UNKNOWN;
    for (const candidate of this.#candidates(proposal, request.getTargetOrganizationsList())) {
      const answer = await this.#options.sender.send(candidate, proposal.signed, signal);
      if (answer.ok) return evaluateResponse(answer.response, answer.result);
      details.push(errorDetail(candidate, answer.text));
      if (!answer.retry) {
        throw new RpcError(answer.code, `evaluate call to endorser returned error: ${answer.text}`, details);
      }
      code = answer.code;
    }
    throw new RpcError(code, 'failed to evaluate transaction, see attached details for more info', details);
  }

  /** Transient data goes to this organisation only, unless the client names others. */
  #candidates(proposal: Proposal, targets: readonly string[]): readonly Peer[] {
    const { directory, local } = this.#options;
    const isProtected = proposal.hasTransientData && targets.length === 0;
    try {
      const mspIds = isProtected ? [local.mspId] : targets;
      return directory.evaluators(proposal.channel, proposal.chaincode, mspIds);
    } catch (error) {
      const protection =
        "no endorsers found in the gateway's organization; retry specifying target organization(s) to protect transient data: ";
      throw asRpcError(error, PlanningError, status.FAILED_PRECONDITION, isProtected ? protection : '');
    }
  }
}

function checkedProposal(signed: peer.SignedProposal | undefined): Proposal {
  const refuse = (text: string): RpcError =>
    new RpcError(status.INVALID_ARGUMENT, `failed to unpack transaction proposal: ${text}`);
  if (signed === undefined || signed.getProposalBytes_asU8().length === 0) {
    throw refuse('a signed proposal is required');
  }
  const proposal = unpacked(signed, refuse);
  const { channel, spec, chaincode } = proposal;
  if (channel === '') throw refuse('no channel id provided');
  const on = `is provided, channel id [${channel}]`;
  const chaincodeSpec = spec.getChaincodeSpec();
  if (chaincodeSpec === undefined) throw refuse(`no chaincode spec ${on}`);
  if (chaincodeSpec.getChaincodeId() === undefined) throw refuse(`no chaincode id ${on}`);
  if (chaincode === '') throw refuse(`no chaincode name ${on}`);
  return proposal;
}

function unpacked(signed: peer.SignedProposal, refuse: (text: string) => RpcError): Proposal {
  try {
    return unpackProposal(signed);
  } catch (error) {
    throw error instanceof MalformedMessageError ? refuse(error.message) : error;
  }
}

/** The result is what the endorsed payload holds: the response beside it need not repeat it. */
function evaluateResponse(response: peer.ProposalResponse, result: peer.Response): gateway.EvaluateResponse {
  const payload = parseMessage(peer.ProposalResponsePayload, response.getPayload_asU8());
  const action = parseMessage(peer.ChaincodeAction, payload.getExtension_asU8());
  result.setPayload(action.getResponse()?.getPayload_asU8() ?? '');
  const answer = new gateway.EvaluateResponse();
  answer.setResult(result);
  return answer;
}
