import {
  canonicalJson,
  random16Hex,
  sha256Hex,
  transactions,
  type JsonValue,
  type RecordType,
  type TransactionDefinition,
  type Transactions,
} from '@acequia/protocol';
import type { z } from 'zod';
import { contracts } from '../src/index.js';
import { StubLedgerState } from '../src/ledger/StubLedgerState.js';
import { InMemoryStore } from './InMemoryStore.js';
import { InMemoryStub } from './InMemoryStub.js';
import type { Receipt } from './Receipt.js';
import type { Signer } from './Signer.js';
import type { TestIdentity } from './TestIdentity.js';

type Fields = Readonly<Record<string, unknown>>;

/** A request as a test writes it: with a request id or without, in which case a fresh one is added to writes. */
type Request = Fields;

/** All contracts on one store in memory, one transaction after the other. */
export class TestLedger {
  /** The wall clock, in milliseconds, of clients and endorsers alike. */
  nowMs = Date.UTC(2026, 0, 1);
  /** How far clients' clocks are off. */
  skewMs = 0;
  /** Thrown when a transaction asks for its creator: a fault of the chaincode's own, as far as it can tell. */
  stubFault: Error | undefined;
  readonly store = new InMemoryStore();
  readonly #contracts = new Map(
    contracts.map((Contract) => {
      const contract = new Contract(() => this.nowMs);
      return [contract.getName(), contract];
    }),
  );
  #count = 0;

  /** Runs a function and commits what it wrote. @throws what the function throws; then nothing is written. */
  async run<C extends keyof Transactions>(
    identity: TestIdentity,
    contractName: C,
    fn: keyof Transactions[C] & string,
    request: Request = {},
    transient: Fields = {},
  ): Promise<Receipt> {
    const table: Readonly<Record<string, TransactionDefinition>> = transactions[contractName];
    const isWrite = table[fn]?.kind === 'submit';
    const full = isWrite ? { requestId: random16Hex(), ...request } : request;
    return this.runRaw(identity, contractName, fn, [canonicalJson(full as JsonValue)], transient);
  }

  /** Runs a function with arguments as they are. */
  async runRaw(
    identity: Signer,
    contractName: string,
    fn: string,
    parameters: readonly string[],
    transient: Fields = {},
  ): Promise<Receipt> {
    const contract = this.#contracts.get(contractName);
    if (contract === undefined) throw new Error(`no contract ${contractName}`);
    const stub = this.stubFor(identity, transient);
    const { stubFault } = this;
    if (stubFault !== undefined) {
      stub.getCreator = () => {
        throw stubFault;
      };
    }
    const ctx = Object.assign(contract.createContext(), {
      stub,
      logging: { getLogger: () => ({ error: () => undefined }) },
    });
    await contract.beforeTransaction(ctx);
    const result: unknown = await contract.aroundTransaction(ctx, fn, parameters);
    stub.commit();
    return receiptOf(stub, this.#count, result);
  }

  /** A stub for the next transaction. */
  stubFor(identity: Signer, transient: Fields = {}): InMemoryStub {
    this.#count += 1;
    return new InMemoryStub(
      this.store,
      identity,
      sha256Hex(`transaction ${this.#count}`),
      this.nowMs + this.skewMs,
      new Map(Object.entries(transient).map(([name, value]) => [name, encode(value)])),
    );
  }

  /** A record as it is committed. */
  async read<V extends z.ZodType>(
    identity: TestIdentity,
    type: RecordType<V>,
    key: readonly string[],
  ): Promise<z.output<V> | undefined> {
    return new StubLedgerState(this.stubFor(identity)).get(type, key);
  }

  /** A copy of all that is committed, to see that nothing changed. */
  snapshot(): Fields {
    return decodeAll(this.store.world);
  }
}

function encode(value: unknown): Buffer {
  return Buffer.from(canonicalJson(value as JsonValue), 'utf8');
}

function receiptOf(stub: InMemoryStub, blockNumber: number, result: unknown): Receipt {
  const all = decodeAll(stub.writes);
  const isRequest = ([key]: [string, unknown]): boolean => key.startsWith('request/');
  return {
    transactionId: stub.getTxID(),
    blockNumber,
    result: typeof result === 'string' ? (JSON.parse(result) as unknown) : result,
    writes: Object.fromEntries(Object.entries(all).filter((entry) => !isRequest(entry))),
    requests: Object.fromEntries(Object.entries(all).filter(isRequest)),
    privateWrites: Object.fromEntries(
      [...stub.privateWrites].map(([name, writes]) => [name, decodeAll(writes)]),
    ),
    collections: [...new Set([...stub.collectionsRead, ...stub.privateWrites.keys()])],
    ...(stub.event !== undefined && {
      event: { name: stub.event.name, payload: JSON.parse(stub.event.payload.toString('utf8')) as unknown },
    }),
    reads: [...stub.reads].map(readable),
    ranges: stub.ranges.map(readable),
  };
}

function decodeAll(entries: ReadonlyMap<string, Buffer | undefined>): Fields {
  return Object.fromEntries(
    [...entries].map(([key, value]) => [
      readable(key),
      value === undefined ? null : (JSON.parse(value.toString('utf8')) as unknown),
    ]),
  );
}

function readable(key: string): string {
  return key.split('\0').slice(1, -1).join('/');
}
