import type { Proposal } from '@hyperledger/fabric-gateway';
import { gateway as gatewayMessages } from '@hyperledger/fabric-protos';
import { CodedError } from '../errors.js';
import { parseJsonWith } from '../parseWith.js';
import { writtenSchema } from '../schemas/primitives.js';
import { drawEndorsers } from './drawEndorsers.js';
import { LedgerError } from './LedgerError.js';
import { retryCall } from './retryCall.js';
import type { Session } from './Session.js';
import { SignedTransaction } from './SignedTransaction.js';

/** One write: a function, its argument, and what must not be seen. */
export interface WriteCall {
  /** `contract:function`. */
  readonly function: string;
  readonly requestId: string;
  /** Canonical JSON of the request. */
  readonly argument: string;
  /** Canonical JSON by name. Goes to endorsers only, never into a journal or a block. */
  readonly transient: Readonly<Record<string, string>>;
}

/** Collects endorsements and signs the transaction that they make. */
export class Endorser {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Names endorsing organisations for pseudonyms alone: for transient data of others the Gateway then asks members of the
   * collection only.
   *
   * @throws LedgerError with the chaincode's code or one of the client's; CodedError TRANSIENT_REFUSED.
   */
  async endorse(call: WriteCall): Promise<SignedTransaction> {
    const { contract, endorsers, patience, signal, onRetry } = this.#session;
    if (endorsers !== undefined && Object.keys(call.transient).length > 0) {
      throw new CodedError('TRANSIENT_REFUSED', 'a pseudonym sends nothing that only some endorsers may see');
    }
    const options = { arguments: [call.argument], transientData: { ...call.transient } };
    const endorsed = await retryCall(
      () => {
        const proposal = this.#endorsedBy(contract.newProposal(call.function, options));
        return { transactionId: proposal.getTransactionId(), run: () => proposal.endorse() };
      },
      { phase: 'endorse', function: call.function, patience, signal, onRetry },
    );
    const transaction = await SignedTransaction.sign(this.#session, endorsed);
    checkAnswer(transaction);
    return transaction;
  }

  /** Who endorses is no part of what is signed, so that it can follow from the transaction's id. */
  #endorsedBy(proposal: Proposal): Proposal {
    const { gateway, endorsers } = this.#session;
    if (endorsers === undefined) return proposal;
    const proposed = gatewayMessages.ProposedTransaction.deserializeBinary(proposal.getBytes());
    const { community, homes } = endorsers;
    proposed.setEndorsingOrganizationsList(drawEndorsers(proposal.getTransactionId(), community, homes));
    return gateway.newProposal(proposed.serializeBinary());
  }
}

// Before anything is submitted: an answer that is not ours means another chaincode than this client was made for.
function checkAnswer(transaction: SignedTransaction): void {
  const { transactionId } = transaction;
  try {
    parseJsonWith(writtenSchema, Buffer.from(transaction.result).toString('utf8'));
  } catch (cause) {
    const text = 'the chaincode answered something that this client does not understand';
    throw new LedgerError('RESPONSE_INVALID', text, { phase: 'endorse', transactionId, cause });
  }
}
