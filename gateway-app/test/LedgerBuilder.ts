import {
  canonicalJson,
  collectionOf,
  parseWith,
  sha256Hex,
  type JsonValue,
  type RecordType,
} from '@acequia/protocol';
import type {
  CollectionWrites,
  LedgerBlock,
  LedgerKey,
  LedgerTransaction,
  LedgerWrite,
  PublicWrite,
} from '@acequia/protocol/fabric';
import type { z } from 'zod';

const CHAINCODE = 'acequia';

/** What a transaction of a test writes. */
export interface TransactionDraft {
  readonly function: string;
  readonly request?: JsonValue;
  readonly writes?: readonly PublicWrite[];
  readonly collections?: readonly CollectionWrites[];
  readonly validationCode?: string;
  /** Wall-clock time, ms since 1970; else a second after that of the block before. */
  readonly timeMs?: number;
  /** Who signed it; else the operator. */
  readonly creator?: LedgerTransaction['creator'];
}

/** Makes blocks as the ledger's client decodes them, chained by hashes, with record values that fit their schemas. */
export class LedgerBuilder {
  readonly blocks: LedgerBlock[] = [];

  /** Adds a block. */
  add(...drafts: readonly TransactionDraft[]): LedgerBlock {
    const number = this.blocks.length;
    const previousHash = this.blocks.at(-1)?.hash ?? '';
    const dataHash = sha256Hex(`data ${number}`);
    const hash = sha256Hex(`${number} ${previousHash} ${dataHash}`);
    const transactions = drafts.map((draft, index) => transactionOf(draft, number, index));
    const block = { number, previousHash, dataHash, hash, transactions };
    this.blocks.push(block);
    return block;
  }
}

function transactionOf(draft: TransactionDraft, block: number, index: number): LedgerTransaction {
  const { validationCode = 'VALID' } = draft;
  const isValid = validationCode === 'VALID';
  return {
    index,
    id: sha256Hex(`transaction ${block} ${index}`),
    type: 'endorser',
    channelTime: draft.timeMs ?? 1_700_000_000_000 + block * 1000 + index,
    creator: draft.creator ?? { mspId: 'CommunityMSP', keyHash: sha256Hex('operator') },
    validationCode,
    chaincode: CHAINCODE,
    function: draft.function,
    ...(isValid && draft.request !== undefined ? { request: Buffer.from(canonicalJson(draft.request)) } : {}),
    endorsers: ['CommunityMSP', 'SH1MSP'],
    writes: isValid ? (draft.writes ?? []) : [],
    collections: isValid ? (draft.collections ?? []) : [],
  };
}

/** A write of a public record. */
export function put<S extends z.ZodType>(
  record: RecordType<S>,
  attributes: readonly string[],
  value: z.input<S>,
): PublicWrite {
  return { namespace: CHAINCODE, ...privatePut(record, attributes, value) };
}

/** A write of a private record. */
export function privatePut<S extends z.ZodType>(
  record: RecordType<S>,
  attributes: readonly string[],
  value: z.input<S>,
): LedgerWrite {
  const text = canonicalJson(parseWith(record.schema, value) as JsonValue);
  return { key: keyOf(record, attributes), value: Buffer.from(text), isDelete: false };
}

/** A deleted public record. */
export function remove(record: RecordType, attributes: readonly string[]): PublicWrite {
  return { namespace: CHAINCODE, key: keyOf(record, attributes), isDelete: true };
}

/** Writes to a home's collection; `isAvailable` tells whether the peer has them. */
export function toHome(homeId: string, writes: readonly LedgerWrite[], isAvailable = true): CollectionWrites {
  return {
    namespace: CHAINCODE,
    collection: collectionOf(homeId),
    hashed: writes.map(({ key, value }) => ({
      keyHash: sha256Hex(key.raw),
      ...(value === undefined ? {} : { valueHash: sha256Hex(value) }),
      isDelete: false,
      isPurge: false,
    })),
    writes: isAvailable ? writes : 'notAvailable',
  };
}

function keyOf({ type }: RecordType, attributes: readonly string[]): LedgerKey {
  const nul = String.fromCharCode(0);
  return { raw: nul + [type, ...attributes, ''].join(nul), type, attributes };
}
