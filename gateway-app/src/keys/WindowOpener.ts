import {
  CodedError,
  decodeEssential,
  decodeExtended,
  decodePadded,
  epochNotesSchema,
  openRecord,
  openRecordWithDek,
  type Dataset,
  type EpochNotes,
  type EpochRecord,
  type ExtendedPayload,
  type RevealRecord,
  type WindowPayload,
} from '@acequia/protocol';
import type { LedgerBlock } from '@acequia/protocol/fabric';
import type { RecordPlace, Repository } from '../repository/Repository.js';
import type { EpochKeySource } from './EpochKeySource.js';
import type { Opened, RecordOpener, SealedWindow } from './RecordOpener.js';

/** One record to open. */
interface Task<T> {
  readonly record: Buffer;
  readonly place: RecordPlace;
  readonly unseal: () => Buffer;
  readonly decode: (plaintext: Buffer) => T;
  /** What its home is told of a failure. */
  readonly faultOf: (code: string) => string | undefined;
}

const ESSENTIAL_FAULTS: Readonly<Record<string, string>> = {
  KEY_WRAP_BROKEN: 'KEY_WRAP_BROKEN',
  KEY_COMMITMENT_WRONG: 'KEY_COMMITMENT_WRONG',
  COMMITMENT_WRONG: 'RECORD_COMMITMENT_WRONG',
  SEAL_BROKEN: 'RECORD_SEAL_BROKEN',
  RECORD_MALFORMED: 'RECORD_CONTENT_MALFORMED',
  CONTENT_MALFORMED: 'RECORD_CONTENT_MALFORMED',
};
/** Failures that are this gateway's own, or nobody's. */
const KEYS_NOT_HERE = 'KEYS_NOT_HERE';

/**
 * Opens what homes seal: from the repository where it was opened before, else with the epoch's keys, else with the record's own
 * key where its home revealed that one. What was opened goes to the repository before it goes anywhere else.
 */
export class WindowOpener implements RecordOpener {
  readonly #keys: EpochKeySource;
  readonly #repository: Repository;
  readonly #domain: string;

  /** @param domain `sealingDomain`. */
  constructor(keys: EpochKeySource, repository: Repository, domain: string) {
    this.#keys = keys;
    this.#repository = repository;
    this.#domain = domain;
  }

  prepare(block: LedgerBlock): Promise<void> {
    return this.#keys.prepare(block);
  }

  atomically<T>(work: () => T): T {
    return this.#repository.atomically(work);
  }

  essential(window: SealedWindow): Opened<WindowPayload> {
    return this.#open({
      record: window.record,
      place: placeOf(window, 'essential'),
      unseal: () => this.#unsealEssential(window),
      decode: decodeEssential,
      faultOf: (code) => ESSENTIAL_FAULTS[code],
    });
  }

  extended(window: SealedWindow): Opened<ExtendedPayload> {
    return this.#open({
      record: window.record,
      place: placeOf(window, 'extended'),
      unseal: () => this.#unseal(window.record, window.epoch, 'extended'),
      decode: decodeExtended,
      faultOf: () => 'EXTENDED_UNREADABLE',
    });
  }

  notes(epoch: EpochRecord): Opened<EpochNotes> {
    const record = Buffer.from(epoch.notes, 'base64');
    return this.#open({
      record,
      place: { subject: epoch.homeId, sequence: epoch.epoch, revision: 0, dataset: 'audit' },
      unseal: () => this.#unseal(record, epoch, 'audit'),
      decode: (plaintext) => decodePadded(epochNotesSchema, plaintext),
      faultOf: (code) => code,
    });
  }

  forget(deviceId: string, sequence: number): void {
    this.#repository.forget(deviceId, sequence);
  }

  #open<T>(task: Task<T>): Opened<T> {
    const kept = this.#repository.content(task.record);
    if (kept !== undefined) return { isOpen: true, content: task.decode(kept) };
    try {
      const plaintext = task.unseal();
      const content = task.decode(plaintext);
      this.#repository.keepContent(task.record, task.place, plaintext);
      return { isOpen: true, content };
    } catch (error) {
      return this.#failed(task, error);
    }
  }

  #failed<T>({ record, place, faultOf }: Task<T>, error: unknown): Opened<T> {
    if (!(error instanceof CodedError)) throw error;
    if (error.code === KEYS_NOT_HERE) {
      const fault = this.#repository.fault(record) ?? this.#withoutKeys(faultOf);
      return { isOpen: false, ...(fault === undefined ? {} : { fault }) };
    }
    const fault = faultOf(error.code);
    if (fault === undefined) throw error;
    this.#repository.keepFault(record, place, fault);
    return { isOpen: false, fault };
  }

  #withoutKeys(faultOf: (code: string) => string | undefined): string | undefined {
    const code = this.#keys.faultWithoutKeys;
    return code === undefined ? undefined : faultOf(code);
  }

  #unsealEssential(window: SealedWindow): Buffer {
    try {
      return this.#unseal(window.record, window.epoch, 'essential');
    } catch (error) {
      if (window.reveal === undefined || !(error instanceof CodedError)) throw error;
      const dek = this.#revealedKey(window, window.reveal);
      // A reveal that is of no use leaves the complaint as it was.
      if (dek === undefined) throw error;
      return openRecordWithDek(dek, window.record, this.#domain);
    }
  }

  #revealedKey({ deviceId, sequence }: SealedWindow, reveal: RevealRecord): Buffer | undefined {
    try {
      return this.#keys.revealedKey(reveal, {
        domain: this.#domain,
        deviceId,
        sequence,
        purpose: 'complaint',
      });
    } catch (error) {
      if (error instanceof CodedError) return undefined;
      throw error;
    }
  }

  #unseal(record: Buffer, epoch: EpochRecord | undefined, dataset: Dataset): Buffer {
    if (epoch === undefined) {
      throw new CodedError('KEY_WRAP_BROKEN', 'the ledger has no epoch of that number');
    }
    return openRecord(this.#keys.keysOf(epoch)[dataset], record, this.#domain);
  }
}

function placeOf({ deviceId, sequence, revision }: SealedWindow, dataset: Dataset): RecordPlace {
  return { subject: deviceId, sequence, revision, dataset };
}
