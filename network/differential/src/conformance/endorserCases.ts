import { peer } from '@hyperledger/fabric-protos';
import { attempt } from '../harness/attempt.js';
import { badProposals } from './badProposals.js';
import type { Cases } from './Case.js';
import type { CaseNetwork } from './CaseNetwork.js';
import { codeOnly } from './codeOnly.js';
import { proposalOf, type ProposalChanges } from './proposalOf.js';
import { rawCall } from './rawCall.js';

const method = '/protos.Endorser/ProcessProposal';

async function process(on: CaseNetwork, changes: ProposalChanges = {}): Promise<unknown> {
  const { signed } = await proposalOf(on, on.client(), changes);
  return await attempt(async () => {
    const bytes = await rawCall(on.client(), method, signed.serializeBinary());
    const answer = peer.ProposalResponse.deserializeBinary(bytes);
    const response = answer.getResponse();
    return {
      status: response?.getStatus(),
      message: response?.getMessage(),
      payload: Buffer.from(response?.getPayload_asU8() ?? '').toString('utf8'),
      isEndorsed: answer.hasEndorsement(),
    };
  });
}

/** `protos.Endorser` */
export const endorserCases: Cases = {
  'ProcessProposal: a call': (on) => process(on),
  'ProcessProposal: a chaincode that fails': (on) => process(on, { args: ['run', '[["fail","NOT_TODAY"]]'] }),
  'ProcessProposal: nothing': (on) =>
    attempt(async () => (await rawCall(on.client(), method, Buffer.alloc(0))).length),
  'ProcessProposal: bytes that are no message': (on) =>
    codeOnly(attempt(async () => (await rawCall(on.client(), method, Buffer.from('ffff', 'hex'))).length)),
  ...Object.fromEntries(
    Object.entries(badProposals).map(([what, changes]) => [
      `ProcessProposal: ${what}`,
      (on: CaseNetwork) => process(on, changes(on)),
    ]),
  ),
};
