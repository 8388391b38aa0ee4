import type {
  EpochNotes,
  EpochRecord,
  ExtendedPayload,
  RevealRecord,
  WindowPayload,
} from '@acequia/protocol';
import type { LedgerBlock } from '@acequia/protocol/fabric';

/** What opening a sealed record came to: its content, or why not; without a fault its keys are waited for. */
export type Opened<T> =
  { readonly isOpen: true; readonly content: T } | { readonly isOpen: false; readonly fault?: string };

/** A window's record, and what is needed to open it. */
export interface SealedWindow {
  readonly deviceId: string;
  readonly sequence: number;
  readonly revision: number;
  /** The record itself. */
  readonly record: Buffer;
  /** The epoch that it says it is of; undefined where the ledger has none of that number. */
  readonly epoch: EpochRecord | undefined;
  /** The key of this revision as its home revealed it. */
  readonly reveal: RevealRecord | undefined;
}

/** Opens sealed records while blocks are projected. */
export interface RecordOpener {
  /** Gets what is needed to read a block. */
  prepare(block: LedgerBlock): Promise<void>;
  /** Keeps all that `work` opens at once, or nothing of it. */
  atomically<T>(work: () => T): T;
  essential(window: SealedWindow): Opened<WindowPayload>;
  extended(window: SealedWindow): Opened<ExtendedPayload>;
  notes(epoch: EpochRecord): Opened<EpochNotes>;
  /** A window was erased: nothing of it is kept. */
  forget(deviceId: string, sequence: number): void;
}
