import { common } from '@hyperledger/fabric-protos';
import { retryCall } from './retryCall.js';
import type { Session } from './Session.js';

/**
 * How many blocks the connected peer has committed: the number of the next one.
 *
 * @throws LedgerError when the peer does not answer, or not this party.
 */
export async function ledgerHeight(session: Session): Promise<number> {
  const { network, channel, patience, signal, onRetry } = session;
  // The peer's own system chaincode for questions about the ledger.
  const contract = network.getContract('qscc');
  const bytes = await retryCall(
    () => {
      const proposal = contract.newProposal('GetChainInfo', { arguments: [channel] });
      return { transactionId: proposal.getTransactionId(), run: () => proposal.evaluate() };
    },
    { phase: 'evaluate', function: 'qscc:GetChainInfo', patience, signal, onRetry },
  );
  return common.BlockchainInfo.deserializeBinary(bytes).getHeight();
}
