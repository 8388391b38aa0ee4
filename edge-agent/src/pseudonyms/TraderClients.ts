import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError, Mutex } from '@acequia/protocol';
import { connectWith, type ClientOptions, type FabricClient } from '@acequia/protocol/fabric';
import type { AgentConfig } from '../config.js';
import { identityOf } from './identityOf.js';
import type { PseudonymEntry } from './pseudonymEntry.js';
import type { PseudonymLedger } from './PseudonymLedger.js';

/** Trades are carried on one after the other: more connections would only lie idle. */
const MAX_OPEN = 4;

export interface TraderClientsParts {
  /** The community's peer and those who endorse. */
  readonly traders: NonNullable<AgentConfig['traders']>;
  readonly channel: string;
  readonly chaincode: string;
  /** Folder of the submission journals: each pseudonym has its own. */
  readonly journals: string;
  readonly patience: NonNullable<ClientOptions['patience']>;
}

/**
 * Connections that sign as the home's pseudonyms, through the community's peer: nothing of a pseudonym's passes through its home's.
 * What a crash left in a journal is settled before anything new is asked.
 */
export class TraderClients {
  readonly #parts: TraderClientsParts;
  /** The one that was asked for last stands last. */
  readonly #open = new Map<string, FabricClient>();
  readonly #turns = new Mutex();
  #isClosed = false;

  constructor(parts: TraderClientsParts) {
    this.#parts = parts;
  }

  /**
   * The ledger as a pseudonym. It is good until the next four are asked for.
   *
   * @throws CodedError CLIENT_CLOSED, PSEUDONYM_NOT_GRANTED, TLS_ROOT_UNREADABLE, SUBMISSION_PENDING while it is not known what
   *   became of an earlier transaction.
   */
  async of(entry: PseudonymEntry): Promise<PseudonymLedger> {
    return await this.#turns.run(async () => {
      const client = await this.#client(entry);
      const pending = (await client.recover()).find(({ outcome }) => outcome === 'pending');
      if (pending === undefined) return client.ledger;
      throw new CodedError('SUBMISSION_PENDING', 'an earlier transaction of the pseudonym is under way');
    });
  }

  /** Ends a pseudonym's connection for good. */
  async end(requestHash: string): Promise<void> {
    await this.#turns.run(async () => {
      this.#drop(requestHash);
      await rm(this.#journalOf(requestHash), { recursive: true, force: true });
    });
  }

  /** Cuts all of them; what is under way is in the journals. */
  close(): void {
    this.#isClosed = true;
    for (const requestHash of [...this.#open.keys()]) this.#drop(requestHash);
  }

  async #client(entry: PseudonymEntry): Promise<FabricClient> {
    const { requestHash } = entry;
    const client = this.#open.get(requestHash) ?? (await this.#connect(entry));
    this.#open.delete(requestHash);
    this.#open.set(requestHash, client);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_OPEN && oldest !== undefined) this.#drop(oldest);
    return client;
  }

  async #connect(entry: PseudonymEntry): Promise<FabricClient> {
    const { traders, channel, chaincode, patience } = this.#parts;
    const { endpoint, tlsHostname, tlsRootCertFile, community, homes } = traders;
    const client = await connectWith(
      { endpoint, tlsHostname, tlsRootCertFile, channel, chaincode },
      identityOf(entry),
      { journalDir: this.#journalOf(entry.requestHash), patience, endorsers: { community, homes } },
    );
    if (!this.#isClosed) return client;
    client.close();
    throw new CodedError('CLIENT_CLOSED', 'the agent is stopping');
  }

  #drop(requestHash: string): void {
    this.#open.get(requestHash)?.close();
    this.#open.delete(requestHash);
  }

  #journalOf(requestHash: string): string {
    return join(this.#parts.journals, requestHash);
  }
}
