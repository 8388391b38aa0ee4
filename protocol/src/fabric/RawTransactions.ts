import type { Proposal } from '@hyperledger/fabric-gateway';
import { common, gateway as gatewayMessages, peer } from '@hyperledger/fabric-protos';
import { classifyFailure } from './classifyFailure.js';
import { LedgerError, type LedgerPhase } from './LedgerError.js';
import { rawDeliveries, type DeliveryKind } from './rawDeliveries.js';
import type { Session } from './Session.js';
import { SignedTransaction } from './SignedTransaction.js';
import { validationCodeName } from './validationCodeName.js';

export interface RawProposal {
  /** `contract:function`. */
  readonly function: string;
  /** Sent as they are: no schema, no canonical JSON. */
  readonly arguments: readonly string[];
  readonly transient?: Readonly<Record<string, string>>;
  /** In place of the client's own clock, milliseconds since 1970. */
  readonly timestampMs?: number;
  /** MSP ids to endorse, and no others; otherwise the Gateway chooses. */
  readonly endorsingOrganisations?: readonly string[];
}

export interface RawStatus {
  /** VALID or why not. */
  readonly validationCode: string;
  readonly blockNumber: number;
  readonly transactionId: string;
}

/**
 * The steps of a transaction one by one, without checks, retries or a journal: for tests of what the ledger refuses.
 * Programs use {@link CommunityLedger}.
 */
export class RawTransactions {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Evaluates once.
   *
   * @returns the answer's text.
   * @throws LedgerError
   */
  async evaluate(call: RawProposal): Promise<string> {
    const proposal = this.#propose(call);
    const bytes = await coded('evaluate', proposal.getTransactionId(), proposal.evaluate());
    return Buffer.from(bytes).toString('utf8');
  }

  /**
   * Has a proposal endorsed once, and signs the result.
   *
   * @throws LedgerError
   */
  async endorse(call: RawProposal): Promise<SignedTransaction> {
    const proposal = this.#propose(call);
    const endorsed = await coded('endorse', proposal.getTransactionId(), proposal.endorse());
    return SignedTransaction.sign(this.#session, endorsed);
  }

  /** Reads signed bytes back, to submit them (again). */
  fromBytes(bytes: Uint8Array): SignedTransaction {
    return SignedTransaction.fromBytes(this.#session, bytes);
  }

  /**
   * Submits once and waits for the block.
   *
   * @throws LedgerError
   */
  async submit(transaction: SignedTransaction): Promise<RawStatus> {
    const { transactionId } = transaction;
    const status = await coded('submit', transactionId, transaction.submitAndWait());
    const validationCode = validationCodeName(status.code);
    return { validationCode, blockNumber: Number(status.blockNumber), transactionId };
  }

  /**
   * The bytes of one of the peer's streams, message by message from block 0 on, until the loop is left: for tests of
   * what a peer gives to whom.
   *
   * @throws Error of fabric-gateway when the peer refuses or the stream breaks.
   */
  deliveries(kind: DeliveryKind): AsyncGenerator<Uint8Array, void, undefined> {
    return rawDeliveries(this.#session, kind);
  }

  #propose(call: RawProposal): Proposal {
    const { contract, gateway } = this.#session;
    const proposal = contract.newProposal(call.function, {
      arguments: [...call.arguments],
      transientData: { ...call.transient },
      ...(call.endorsingOrganisations === undefined
        ? {}
        : { endorsingOrganizations: [...call.endorsingOrganisations] }),
    });
    if (call.timestampMs === undefined) return proposal;
    return gateway.newProposal(withTimestamp(proposal.getBytes(), call.timestampMs));
  }
}

async function coded<T>(phase: LedgerPhase, transactionId: string, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    const failure = classifyFailure(error);
    if (failure === undefined) throw error;
    const { code, text, grpcStatus, details } = failure;
    throw new LedgerError(code, text, { phase, transactionId, grpcStatus, details });
  }
}

/** The transaction's id is made of nonce and creator, so that another time leaves it valid. */
function withTimestamp(bytes: Uint8Array, timestampMs: number): Uint8Array {
  const proposed = gatewayMessages.ProposedTransaction.deserializeBinary(bytes);
  const signed = proposed.getProposal() ?? new peer.SignedProposal();
  const proposal = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  // google-protobuf comes without types.
  const timestamp = channelHeader.getTimestamp() as { fromDate(date: Date): void } | undefined;
  timestamp?.fromDate(new Date(timestampMs));
  header.setChannelHeader(channelHeader.serializeBinary());
  proposal.setHeader(header.serializeBinary());
  signed.setProposalBytes(proposal.serializeBinary());
  proposed.setProposal(signed);
  return proposed.serializeBinary();
}
