import type { Status, SubmittedTransaction, Transaction } from '@hyperledger/fabric-gateway';
import { common, gateway as gatewayMessages } from '@hyperledger/fabric-protos';
import { CodedError } from '../errors.js';
import { decodeActionPayload } from './decodeActionPayload.js';
import { decodeInvocation, type Invocation } from './decodeInvocation.js';
import type { Session } from './Session.js';

/** An endorsed transaction with the client's signature: bytes that may be submitted again and again to one effect. */
export class SignedTransaction {
  readonly #transaction: Transaction;

  private constructor(transaction: Transaction) {
    this.#transaction = transaction;
  }

  /** Signs what the peers endorsed. */
  static async sign(session: Session, endorsed: Transaction): Promise<SignedTransaction> {
    const signature = await session.sign(endorsed.getDigest());
    return new SignedTransaction(session.gateway.newSignedTransaction(endorsed.getBytes(), signature));
  }

  /**
   * Reads signed bytes back.
   *
   * @throws CodedError JOURNAL_UNREADABLE when they are no signed transaction.
   */
  static fromBytes(session: Session, bytes: Uint8Array): SignedTransaction {
    try {
      const transaction = new SignedTransaction(session.gateway.newTransaction(bytes));
      if (transaction.#envelope().getSignature_asU8().length > 0) return transaction;
    } catch (cause) {
      throw new CodedError('JOURNAL_UNREADABLE', 'the bytes are not a transaction', { cause });
    }
    throw new CodedError('JOURNAL_UNREADABLE', 'the transaction is not signed');
  }

  get transactionId(): string {
    return this.#transaction.getTransactionId();
  }

  /** The Gateway's PreparedTransaction, signature included. */
  get bytes(): Uint8Array {
    return this.#transaction.getBytes();
  }

  /** What the chaincode answered when it was endorsed. */
  get result(): Uint8Array {
    return this.#transaction.getResult();
  }

  /** The call inside. */
  get invocation(): Invocation | undefined {
    const action = decodeActionPayload(common.Payload.deserializeBinary(this.#envelope().getPayload_asU8()));
    return action === undefined ? undefined : decodeInvocation(action.getChaincodeProposalPayload_asU8());
  }

  /** Hands the bytes to the orderers; a later call does the same again. */
  async submit(): Promise<SubmittedTransaction> {
    return this.#transaction.submit();
  }

  /** Hands the bytes to the orderers and waits until the transaction is in a block, valid or not. */
  async submitAndWait(): Promise<Status> {
    const submitted = await this.submit();
    return submitted.getStatus();
  }

  #envelope(): common.Envelope {
    const prepared = gatewayMessages.PreparedTransaction.deserializeBinary(this.bytes);
    return prepared.getEnvelope() ?? new common.Envelope();
  }
}
