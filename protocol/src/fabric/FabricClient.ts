import type { Client } from '@grpc/grpc-js';
import { CodedError } from '../errors.js';
import type { CommunityLedger } from './CommunityLedger.js';
import { createCommunityLedger } from './createCommunityLedger.js';
import { Reader } from './Reader.js';
import { recover, type RecoveredRequest } from './recover.js';
import { followBlocks, type BlocksOptions } from './followBlocks.js';
import {
  followContractEvents,
  type ContractEventsOptions,
  type DeliveredContractEvent,
} from './followContractEvents.js';
import { ledgerHeight } from './ledgerHeight.js';
import type { LedgerBlock } from './LedgerBlock.js';
import { RawTransactions } from './RawTransactions.js';
import type { Session } from './Session.js';
import type { SubmissionJournal } from './SubmissionJournal.js';
import { Writer } from './Writer.js';

/** One party's connection to the ledger. Made by {@link connect}; ended by close(). */
export class FabricClient {
  /** A method for each transaction. */
  readonly ledger: CommunityLedger;
  /** Single steps, for tests that do what an honest client would not. */
  readonly raw: RawTransactions;
  readonly #session: Session;
  readonly #journal: SubmissionJournal | undefined;
  readonly #channel: Client;
  readonly #closing: AbortController;

  constructor(
    session: Session,
    journal: SubmissionJournal | undefined,
    channel: Client,
    closing: AbortController,
  ) {
    this.#session = session;
    this.#journal = journal;
    this.#channel = channel;
    this.#closing = closing;
    this.raw = new RawTransactions(session);
    const writer = journal === undefined ? undefined : new Writer(session, journal);
    this.ledger = createCommunityLedger({
      reader: new Reader(session),
      writer: () => {
        if (writer === undefined) throw journalMissing();
        return writer;
      },
    });
  }

  /**
   * To be called at start, before new requests: submits again what an earlier run left in the journal.
   *
   * @throws CodedError JOURNAL_MISSING without a journal folder, JOURNAL_UNREADABLE.
   */
  async recover(): Promise<readonly RecoveredRequest[]> {
    if (this.#journal === undefined) throw journalMissing();
    return recover(this.#session, this.#journal);
  }

  /**
   * Every block from the start on, each once and in order, decoded; goes on across broken connections until the loop is
   * left, the signal aborts or the client is closed.
   *
   * @throws LedgerError LEDGER_REFUSED when the peer does not let this party read; CodedError BLOCK_UNREADABLE.
   */
  blocks(options: BlocksOptions = {}): AsyncGenerator<LedgerBlock, void, undefined> {
    return followBlocks(this.#session, options);
  }

  /** How many blocks the peer has committed: the number of the next one. @throws LedgerError when it cannot be asked. */
  async height(): Promise<number> {
    return ledgerHeight(this.#session);
  }

  /** The events of valid transactions of the chaincode, likewise. */
  contractEvents(
    options: ContractEventsOptions = {},
  ): AsyncGenerator<DeliveredContractEvent, void, undefined> {
    return followContractEvents(this.#session, options);
  }

  /** Ends streams and waits: writes under way fail with SUBMISSION_PENDING, queries with CLIENT_CLOSED. */
  close(): void {
    this.#closing.abort();
    this.#session.gateway.close();
    this.#channel.close();
  }
}

function journalMissing(): CodedError {
  return new CodedError('JOURNAL_MISSING', 'a client that writes needs a folder for its submission journal');
}
