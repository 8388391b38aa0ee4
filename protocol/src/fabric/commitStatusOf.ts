import type { Status } from '@hyperledger/fabric-gateway';
import { gateway as gatewayMessages, msp } from '@hyperledger/fabric-protos';
import type { Session } from './Session.js';

/**
 * Asks the peer for the status of any transaction by its id; waits until it is in a block.
 *
 * @param waitMs for so long, in place of the client's deadline for commits.
 */
export async function commitStatusOf(
  session: Session,
  transactionId: string,
  waitMs?: number,
): Promise<Status> {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(session.identity.mspId);
  creator.setIdBytes(session.identity.credentials);
  const request = new gatewayMessages.CommitStatusRequest();
  request.setChannelId(session.channel);
  request.setTransactionId(transactionId);
  request.setIdentity(creator.serializeBinary());
  const unsigned = new gatewayMessages.SignedCommitStatusRequest();
  unsigned.setRequest(request.serializeBinary());
  return session.gateway
    .newCommit(unsigned.serializeBinary())
    .getStatus(waitMs === undefined ? {} : { deadline: Date.now() + waitMs });
}
