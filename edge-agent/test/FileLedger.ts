import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import {
  CodedError,
  hashCanonical,
  verifyWindow,
  type SignedWindow,
  type WindowHeader,
  type WindowPayload,
  type WindowRecord,
} from '@acequia/protocol';
import type { AgentLedger } from '../src/services/AgentLedger.js';
import { chainOf } from '../src/services/chainOf.js';

/** One submission that took effect. */
export interface FiledSubmission {
  readonly requestId: string;
  readonly windows: SignedWindow[];
  readonly payloads: WindowPayload[];
}

type Monitoring = AgentLedger['monitoring'];

/**
 * The ledger's rules for one device's windows, on a file that outlives the process: what the sender's tests need between
 * two kills in a second. Real networks are the acceptance suite's.
 */
export class FileLedger {
  readonly #file: string;
  readonly #publicKey: string;
  /** Called before each submission; throws what the ledger would. */
  refuse: (windows: readonly SignedWindow[]) => void = () => undefined;
  /** Called after a submission took effect, before its answer; throws to lose the answer. */
  answer: () => Promise<void> = async () => Promise.resolve();

  constructor(file: string, publicKey: string) {
    this.#file = file;
    this.#publicKey = publicKey;
  }

  get submissions(): FiledSubmission[] {
    if (!existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as FiledSubmission);
  }

  get windows(): SignedWindow[] {
    return this.submissions.flatMap((submission) => submission.windows);
  }

  readonly monitoring: Monitoring = {
    submitWindows: async ({ requestId = '', windows }, { payloads }) => {
      const done = { requestId, transactionId: hashCanonical(requestId), blockNumber: 1 };
      const earlier = this.submissions;
      if (earlier.some((submission) => submission.requestId === requestId)) return done;
      this.refuse(windows);
      let before = earlier.at(-1)?.windows.at(-1)?.header;
      for (const [index, window] of windows.entries()) {
        this.#checkWindow(window, payloads[index]);
        checkPlace(window.header, before);
        before = window.header;
      }
      appendFileSync(this.#file, `${JSON.stringify({ requestId, windows, payloads })}\n`);
      await this.answer();
      return done;
    },
    getLastWindow: async () => {
      const last = this.windows.at(-1);
      const window: WindowRecord | undefined = last === undefined ? undefined : { ...last, submittedAt: 0 };
      return Promise.resolve(window === undefined ? {} : { window });
    },
    getPayload: async ({ sequence }) => {
      const payload = this.submissions.flatMap(({ payloads }) => payloads)[sequence - 1];
      if (payload === undefined) throw new CodedError('PAYLOAD_UNKNOWN', 'not here');
      return Promise.resolve(payload);
    },
  };

  #checkWindow({ header, signature }: SignedWindow, payload: WindowPayload | undefined): void {
    if (!verifyWindow(header, signature, this.#publicKey)) {
      throw new CodedError('SIGNATURE_INVALID', 'not signed by the device');
    }
    if (payload === undefined || hashCanonical(payload) !== header.payloadHash) {
      throw new CodedError('PAYLOAD_MISMATCH', 'another payload');
    }
  }
}

function checkPlace(header: WindowHeader, before: WindowHeader | undefined): void {
  const sequence = before?.sequence ?? 0;
  if (header.sequence <= sequence) throw new CodedError('SEQUENCE_REPLAY', 'the sequence is taken');
  if (header.sequence !== sequence + 1) throw new CodedError('SEQUENCE_GAP', 'no predecessor');
  if (header.previousHash !== chainOf(before).hash)
    throw new CodedError('CHAIN_BROKEN', 'another predecessor');
  if (header.start < (before?.end ?? 0)) throw new CodedError('WINDOW_OVERLAP', 'overlaps');
}
