import { randomBytes } from 'node:crypto';
import { peer, type common } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../../src/channel/ChannelBundle.js';
import { readChannelBundle } from '../../src/channel/readChannelBundle.js';
import { createDefinitions } from '../../src/definitions/createDefinitions.js';
import type { Definitions } from '../../src/definitions/Definitions.js';
import { nextDefinitions } from '../../src/definitions/nextDefinitions.js';
import type { BlockCommit, IndexedTransaction } from '../../src/ledger/BlockCommit.js';
import type { Ledger } from '../../src/ledger/Ledger.js';
import { SqliteLedger } from '../../src/ledger/SqliteLedger.js';
import type { StateEntry } from '../../src/ledger/StateEntry.js';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';
import { BlockAssembler } from '../../src/ordering/BlockAssembler.js';
import { parsePolicyExpression } from '../../src/policies/parsePolicyExpression.js';
import { embeddedSettingsSchema } from '../../src/settings/embeddedSettings.js';
import { SnapshotSimulator } from '../../src/simulation/SnapshotSimulator.js';
import type { TxSimulator } from '../../src/simulation/TxSimulator.js';
import { BlockCommitter } from '../../src/validation/BlockCommitter.js';
import { TestChannel } from '../channel/TestChannel.js';
import { transactionEnvelope, transactionIdOf, type TransactionSpoiling } from './transactionEnvelope.js';

export interface TestTransaction {
  /** What the chaincode does; nothing unless given. */
  readonly run?: (simulator: TxSimulator) => void;
  /** Instead of what `run` does. */
  readonly results?: Uint8Array;
  /** MSP ids of the peers that endorse: Org1's and Org2's unless given. */
  readonly endorsers?: readonly string[];
  readonly chaincode?: string;
  readonly nonce?: Uint8Array;
  readonly spoil?: TransactionSpoiling;
  /** Whether endorsers keep what is private, in clear. */
  readonly forgetsPrivate?: boolean;
}

const BOTH = "AND('Org1MSP.peer','Org2MSP.peer')";
const MEMBERS = "OR('Org1MSP.member','Org2MSP.member')";

/** Blocks that are made by an orderer and committed for the peers of Org1, Org2 and Org3, on the channel `energy`. */
export class TestChain {
  readonly ledger: SqliteLedger;
  readonly bundle: ChannelBundle;
  readonly definitions: Definitions;
  readonly orderer: SigningIdentity;
  readonly client: SigningIdentity;
  readonly committer: BlockCommitter;
  readonly reasons: string[] = [];
  readonly notices: { readonly number: number; readonly transactions: readonly IndexedTransaction[] }[] = [];
  readonly genesis: common.Block;
  /** Commits as the ledger got them. */
  readonly commits: BlockCommit[] = [];
  readonly #channel: TestChannel;
  readonly #peers: ReadonlyMap<string, SigningIdentity>;
  readonly #assembler: BlockAssembler;

  private constructor(file: string, now: (() => Date) | undefined) {
    this.#channel = TestChannel.create('Org1MSP', 'Org2MSP', 'Org3MSP');
    const chaincodes = embeddedSettingsSchema.shape.chaincodes.parse([
      {
        name: 'basic',
        address: '127.0.0.1:9999',
        policy: BOTH,
        collections: [
          { name: 'secrets', policy: MEMBERS },
          { name: 'brief', policy: MEMBERS, blockToLive: 1 },
          { name: 'third', policy: MEMBERS, endorsementPolicy: { signaturePolicy: "OR('Org3MSP.peer')" } },
        ],
      },
      { name: 'other', address: '127.0.0.1:9998', policy: "OR('Org3MSP.peer')" },
    ]);
    this.genesis = this.#channel.block();
    this.bundle = readChannelBundle(this.genesis, now);
    this.definitions = createDefinitions(nextDefinitions([], chaincodes), this.bundle);
    this.orderer = this.#channel.orderer.identity('orderer');
    this.client = this.organisation('Org1MSP').identity('client');
    this.ledger = SqliteLedger.open(file);
    this.#peers = new Map(
      [...this.#channel.organisations].map(([mspId, organisation]) => [mspId, organisation.identity('peer')]),
    );
    this.#assembler = new BlockAssembler(this.orderer, this.ledger);
    this.committer = new BlockCommitter({
      bundle: this.bundle,
      ledger: this.#recorded(),
      transient: this.ledger.transientStore,
      definitions: () => this.definitions,
      memberMspIds: ['Org1MSP', 'Org2MSP', 'Org3MSP'],
      onCommitted: (block, transactions) => {
        this.notices.push({ number: block.getHeader()?.getNumber() ?? -1, transactions });
      },
      onInvalid: (_transaction, reason) => {
        this.reasons.push(reason);
      },
    });
  }

  /** With block 0 committed. */
  static async open(file: string, now?: () => Date): Promise<TestChain> {
    const chain = new TestChain(file, now);
    await chain.committer.commit(chain.genesis);
    return chain;
  }

  organisation(mspId: string): ReturnType<TestChannel['organisation']> {
    return this.#channel.organisation(mspId);
  }

  /** A transaction that is simulated now, by Org1's peer. */
  transaction(content: TestTransaction = {}): common.Envelope {
    const nonce = content.nonce ?? randomBytes(24);
    return transactionEnvelope({
      creator: this.client,
      endorsers: (content.endorsers ?? ['Org1MSP', 'Org2MSP']).map((mspId) => this.peer(mspId)),
      chaincode: content.chaincode ?? 'basic',
      results: content.results ?? this.#simulate(content, transactionIdOf(nonce, this.client)),
      nonce,
      ...(content.spoil === undefined ? {} : { spoil: content.spoil }),
    });
  }

  peer(mspId: string): SigningIdentity {
    const identity = this.#peers.get(mspId);
    if (identity === undefined) throw new RangeError(mspId);
    return identity;
  }

  block(...envelopes: readonly (common.Envelope | Uint8Array)[]): common.Block {
    return this.#assembler.next(
      envelopes.map((envelope) => {
        const bytes = envelope instanceof Uint8Array ? envelope : envelope.serializeBinary();
        return { bytes, size: bytes.length };
      }),
    );
  }

  /** Commits one block of these, and gives the names of their validation codes. */
  async commit(...envelopes: readonly (common.Envelope | Uint8Array)[]): Promise<readonly string[]> {
    await this.committer.commit(this.block(...envelopes));
    return this.notices.at(-1)?.transactions.map(({ code }) => codeName(code)) ?? [];
  }

  state(space: string, key: Uint8Array | string): StateEntry | undefined {
    const snapshot = this.ledger.snapshot(this.ledger.height);
    try {
      return snapshot.get(space, Buffer.from(key));
    } finally {
      snapshot.release();
    }
  }

  /** A policy as `SetStateValidationParameter` takes it. */
  policy(expression: string): Uint8Array {
    return parsePolicyExpression(expression).serializeBinary();
  }

  #simulate({ run, forgetsPrivate = false }: TestTransaction, txId: string): Uint8Array {
    const snapshot = this.ledger.snapshot(this.ledger.height);
    const simulator = new SnapshotSimulator(snapshot, 'Org1MSP', txId, { definitions: this.definitions });
    try {
      run?.(simulator);
      const { readWriteSet, privateWrites } = simulator.results();
      if (privateWrites !== undefined && !forgetsPrivate) {
        this.ledger.transientStore.put(txId, 'Org1MSP', this.ledger.height, privateWrites);
      }
      return readWriteSet.serializeBinary();
    } finally {
      simulator.release();
    }
  }

  #recorded(): Ledger {
    const { ledger, commits } = this;
    return {
      get height() {
        return ledger.height;
      },
      get lastHash() {
        return ledger.lastHash;
      },
      snapshot: (height) => ledger.snapshot(height),
      forgetBelow: (height) => {
        ledger.forgetBelow(height);
      },
      block: (number) => ledger.block(number),
      blockNumberByHash: (hash) => ledger.blockNumberByHash(hash),
      locate: (txId) => ledger.locate(txId),
      privateWrites: (block, mspId) => ledger.privateWrites(block, mspId),
      commit: (commit) => {
        ledger.commit(commit);
        commits.push(commit);
      },
      close: () => {
        ledger.close();
      },
    };
  }
}

function codeName(code: number): string {
  const found = Object.entries(peer.TxValidationCode).find(([, value]) => value === code);
  return found?.[0] ?? String(code);
}
