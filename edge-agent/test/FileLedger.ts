import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import {
  CodedError,
  EPOCH_LATENESS_SECONDS,
  hashCanonical,
  parseRecord,
  sha256Hex,
  verifyWindow,
  windowHeaderOf,
  type ComplaintCode,
  type ComplaintRecord,
  type DecisionRecord,
  type Epoch,
  type EpochView,
  type OperationKeyRecord,
  type SignedWindow,
  type WindowHeader,
  type WindowRecord,
} from '@acequia/protocol';
import type { AgentLedger } from '../src/services/AgentLedger.js';

/** Fabric channel and `sealingDomain` of the tests. */
export const CHANNEL = 'community';
export const DOMAIN = 'community/acequia';

/** A test may have a peer answer otherwise. */
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A window that was offered to the ledger: taken or not. */
export interface Offered {
  readonly window: SignedWindow;
  readonly extended: string;
}

type Entry =
  | { readonly type: 'offered'; readonly offered: readonly Offered[] }
  | { readonly type: 'submission'; readonly requestId: string; readonly offered: readonly Offered[] }
  | { readonly type: 'republication'; readonly requestId: string; readonly offered: readonly Offered[] }
  | { readonly type: 'reveal'; readonly deviceId: string; readonly sequence: number; readonly dek: string }
  | { readonly type: 'epochs'; readonly requestId: string; readonly homeId: string; readonly epochs: Epoch[] }
  | { readonly type: 'key'; readonly requestId: string; readonly record: OperationKeyRecord }
  | { readonly type: 'destroyed'; readonly owner: string; readonly version: number }
  | { readonly type: 'complaint'; readonly complaint: ComplaintRecord }
  | { readonly type: 'decision'; readonly sequence: number };

/**
 * The ledger's rules for the keys of homes and one device's windows, on a file that outlives the process: what the agent's
 * tests need between two kills in a second. Real networks are the acceptance suite's.
 */
export class FileLedger implements Pick<AgentLedger, 'keys' | 'monitoring'> {
  readonly #file: string;
  readonly #publicKey: string;
  readonly #entries: Entry[];
  /** Ledger time. */
  now: () => number = () => 0;
  /** Called before each submission; throws what the ledger would. */
  refuse: (headers: readonly WindowHeader[]) => void = () => undefined;
  /** Called before epochs are published; throws what the ledger would. */
  refuseEpochs: (epochs: readonly Epoch[]) => void = () => undefined;
  /** Called after windows were taken, before the answer; throws to lose the answer. */
  answer: () => Promise<void> = async () => Promise.resolve();
  /** The same for keys and epochs. */
  answerKeys: () => Promise<void> = async () => Promise.resolve();

  constructor(file: string, publicKey: string) {
    this.#file = file;
    this.#publicKey = publicKey;
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    this.#entries = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
  }

  /** Submissions that took effect. */
  get submissions(): { readonly requestId: string; readonly offered: readonly Offered[] }[] {
    return this.#of('submission');
  }

  /** All that was ever offered, refused or not. */
  get offered(): readonly Offered[] {
    return this.#of('offered').flatMap(({ offered }) => offered);
  }

  get headers(): WindowHeader[] {
    return this.submissions.flatMap(({ offered }) => offered.map(({ window }) => headerOf(window)));
  }

  /** The windows as they are now, republished ones in place of the first. */
  get current(): Offered[] {
    return this.submissions.flatMap(({ offered }) => offered).map((first) => this.#newest(first));
  }

  get epochs(): EpochView[] {
    const epochs = this.#of('epochs').flatMap(({ homeId, epochs: all }) =>
      all.map((epoch) => ({ homeId, ...epoch, publishedAt: 0 })),
    );
    return epochs.map((epoch, index) => {
      const next = epochs[index + 1];
      return next !== undefined && next.start < epoch.end ? { ...epoch, revokedAt: next.start } : epoch;
    });
  }

  get reveals(): { readonly sequence: number; readonly dek: string }[] {
    return this.#of('reveal');
  }

  /** The community publishes a key. */
  publishCommunityKey(publicKey: Buffer): void {
    const version = this.#keysOf('community').length + 1;
    const record = { owner: 'community', version, publicKey: publicKey.toString('base64'), publishedAt: 0 };
    this.#write({ type: 'key', requestId: `community-${String(version)}`, record });
  }

  /** The community cannot read a window. */
  complain(sequence: number, code: ComplaintCode): void {
    const { homeId, deviceId } = this.#header(sequence);
    const revision = this.#revision(sequence);
    this.#write({
      type: 'complaint',
      complaint: { homeId, deviceId, sequence, revision, code, complainedAt: 0 },
    });
  }

  /** The community decides a window. */
  decide(sequence: number): void {
    this.#write({ type: 'decision', sequence });
  }

  /** Epochs of a home whose keys nobody here has. */
  adopt(homeId: string, epochs: Epoch[]): void {
    this.#write({ type: 'epochs', requestId: hashCanonical(epochs), homeId, epochs });
  }

  readonly keys: Writable<AgentLedger['keys']> = {
    publishEpochs: async ({ requestId = '', homeId, epochs }) => {
      const before = this.#of('epochs').find((entry) => entry.requestId === requestId);
      if (before !== undefined) {
        if (hashCanonical(before.epochs) === hashCanonical(epochs)) return done(requestId);
        throw new CodedError('REQUEST_DIFFERS', 'another request under that id');
      }
      this.refuseEpochs(epochs);
      for (const [index, epoch] of epochs.entries()) this.#checkEpoch(epoch, epochs[index - 1]);
      this.#write({ type: 'epochs', requestId, homeId, epochs });
      await this.answerKeys();
      return done(requestId);
    },
    getEpoch: async ({ epoch }) => {
      const found = epoch === undefined ? this.epochs.at(-1) : this.epochs[epoch - 1];
      if (found === undefined) throw new CodedError('EPOCH_UNKNOWN', 'no such epoch');
      return Promise.resolve(found);
    },
    publishOperationKey: async ({ requestId = '', version, publicKey }) => {
      if (this.#of('key').some((entry) => entry.requestId === requestId)) return done(requestId);
      if (version !== this.#keysOf('SH1').length + 1) throw new CodedError('KEY_VERSION_GAP', 'a gap');
      const record = { owner: 'SH1', version, publicKey, publishedAt: this.now() };
      this.#write({ type: 'key', requestId, record });
      await this.answerKeys();
      return done(requestId);
    },
    destroyOperationKey: async ({ requestId = '', version }) => {
      this.#write({ type: 'destroyed', owner: 'SH1', version });
      return Promise.resolve(done(requestId));
    },
    getOperationKey: async ({ owner, version }) => {
      const keys = this.#keysOf(owner);
      const record = version === undefined ? keys.at(-1) : keys[version - 1];
      if (record === undefined) throw new CodedError('OPERATION_KEY_UNKNOWN', 'no such key');
      return Promise.resolve(record);
    },
  };

  readonly monitoring: Writable<AgentLedger['monitoring']> = {
    submitWindows: async ({ requestId = '', windows }, { extended }) => {
      const offered = windows.map((window, index) => ({ window, extended: extended[index] ?? '' }));
      this.#write({ type: 'offered', offered });
      if (this.submissions.some((submission) => submission.requestId === requestId)) return done(requestId);
      const headers = windows.map(headerOf);
      this.refuse(headers);
      let before = this.headers.at(-1);
      for (const [index, header] of headers.entries()) {
        this.#checkSeal(header, offered[index]);
        checkPlace(header, before);
        before = header;
      }
      this.#write({ type: 'submission', requestId, offered });
      await this.answer();
      return done(requestId);
    },
    getLastWindow: async () => {
      const last = this.headers.at(-1);
      return Promise.resolve(last === undefined ? {} : { window: this.#record(last.sequence) });
    },
    getWindow: async ({ sequence }) => Promise.resolve(this.#view(sequence)),
    getEssential: async ({ sequence }) => {
      const kept = this.current[sequence - 1];
      if (kept === undefined) throw new CodedError('WINDOW_UNKNOWN', 'not here');
      return Promise.resolve({ essential: kept.window.essential });
    },
    listComplaints: async () => Promise.resolve(this.#open()),
    republishWindow: async ({ requestId = '', window }, { extended }) => {
      const offered = [{ window, extended }];
      this.#write({ type: 'offered', offered });
      if (this.#of('republication').some((entry) => entry.requestId === requestId)) return done(requestId);
      const header = headerOf(window);
      this.refuse([header]);
      this.#checkSeal(header, offered[0]);
      const before = this.#header(header.sequence);
      if (before.start !== header.start || before.end !== header.end)
        throw new CodedError('WINDOW_DIFFERS', 'another time');
      if (!this.#open().some(({ sequence }) => sequence === header.sequence))
        throw new CodedError('REPUBLICATION_UNASKED', 'nobody asked');
      this.#write({ type: 'republication', requestId, offered });
      await this.answer();
      return done(requestId);
    },
    revealWindow: async ({ requestId = '', deviceId, sequence }, { dek }) => {
      this.#write({ type: 'reveal', deviceId, sequence, dek });
      return Promise.resolve(done(requestId));
    },
  };

  #checkEpoch(epoch: Epoch, inRequest: Epoch | undefined): void {
    const before = inRequest ?? this.epochs.at(-1);
    if (epoch.communityKeyVersion !== this.#keysOf('community').length)
      throw new CodedError('COMMUNITY_KEY_OLD', 'the community has a newer key');
    checkSuccession(epoch, before);
  }

  #checkSeal(header: WindowHeader, offered: Offered | undefined): void {
    if (offered === undefined) throw new CodedError('PAYLOAD_MISMATCH', 'no extended record');
    const { window, extended } = offered;
    const essential = Buffer.from(window.essential, 'base64');
    const seal = {
      channel: CHANNEL,
      deviceId: header.deviceId,
      essential,
      extendedHash: window.extendedHash,
    };
    if (!verifyWindow(seal, window.signature, this.#publicKey))
      throw new CodedError('SIGNATURE_INVALID', 'not signed by the device');
    if (sha256Hex(Buffer.from(extended, 'base64')) !== window.extendedHash)
      throw new CodedError('PAYLOAD_MISMATCH', 'another extended record');
    const epoch = this.epochs[header.epoch - 1];
    if (epoch === undefined) throw new CodedError('EPOCH_UNKNOWN', 'no such epoch');
    if (epoch.revokedAt !== undefined) throw new CodedError('EPOCH_REVOKED', 'revoked');
    if (this.now() > epoch.end + EPOCH_LATENESS_SECONDS) throw new CodedError('EPOCH_EXPIRED', 'expired');
    if (header.end > epoch.end) throw new CodedError('EPOCH_DIFFERS', 'ends after its epoch');
  }

  #newest(first: Offered): Offered {
    const { sequence } = headerOf(first.window);
    const again = this.#of('republication').flatMap(({ offered }) => offered);
    return again.findLast(({ window }) => headerOf(window).sequence === sequence) ?? first;
  }

  #revision(sequence: number): number {
    return this.#of('republication').filter(({ offered }) =>
      offered.some(({ window }) => headerOf(window).sequence === sequence),
    ).length;
  }

  #open(): ComplaintRecord[] {
    const complaints = this.#of('complaint').map(({ complaint }) => complaint);
    return complaints.filter(
      ({ sequence, revision }) =>
        revision === this.#revision(sequence) && !this.reveals.some((reveal) => reveal.sequence === sequence),
    );
  }

  #header(sequence: number): WindowHeader {
    return this.#record(sequence).header;
  }

  #record(sequence: number): WindowRecord {
    const current = this.current[sequence - 1];
    if (current === undefined) throw new CodedError('WINDOW_UNKNOWN', 'not here');
    const essential = Buffer.from(current.window.essential, 'base64');
    return {
      header: headerOf(current.window),
      commitment: parseRecord(essential).commitment.toString('hex'),
      essentialHash: sha256Hex(essential),
      extendedHash: current.window.extendedHash,
      signature: current.window.signature,
      submittedAt: 0,
      revision: this.#revision(sequence),
    };
  }

  #view(sequence: number): WindowRecord & { decision?: DecisionRecord } {
    const record = this.#record(sequence);
    if (!this.#of('decision').some((decision) => decision.sequence === sequence)) return record;
    const { deviceId } = record.header;
    const decision = { deviceId, sequence, verdict: 'accepted' as const, decidedAt: 0, afterClose: false };
    return { ...record, decision };
  }

  #keysOf(owner: string): OperationKeyRecord[] {
    const destroyed = this.#of('destroyed').filter((entry) => entry.owner === owner);
    return this.#of('key')
      .map(({ record }) => record)
      .filter((record) => record.owner === owner)
      .map((record) =>
        destroyed.some(({ version }) => version === record.version) ? { ...record, destroyedAt: 0 } : record,
      );
  }

  #of<T extends Entry['type']>(type: T): Extract<Entry, { type: T }>[] {
    return this.#entries.filter((entry): entry is Extract<Entry, { type: T }> => entry.type === type);
  }

  #write(entry: Entry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
    this.#entries.push(entry);
  }
}

function headerOf(window: SignedWindow): WindowHeader {
  return windowHeaderOf(Buffer.from(window.essential, 'base64'), window.deviceId);
}

function done(requestId: string): { requestId: string; transactionId: string; blockNumber: number } {
  return { requestId, transactionId: hashCanonical(requestId), blockNumber: 1 };
}

function checkSuccession(epoch: Epoch, before: Epoch | undefined): void {
  if (epoch.epoch === before?.epoch) throw new CodedError('EPOCH_EXISTS', 'the epoch exists');
  if (epoch.epoch !== (before?.epoch ?? 0) + 1) throw new CodedError('EPOCH_GAP', 'a gap');
  if (epoch.start < (before?.start ?? 0)) throw new CodedError('EPOCH_OVERLAP', 'too early');
}

function checkPlace(header: WindowHeader, before: WindowHeader | undefined): void {
  const sequence = before?.sequence ?? 0;
  if (header.sequence <= sequence) throw new CodedError('SEQUENCE_REPLAY', 'the sequence is taken');
  if (header.sequence !== sequence + 1) throw new CodedError('SEQUENCE_GAP', 'no predecessor');
  if (header.start < (before?.end ?? 0)) throw new CodedError('WINDOW_OVERLAP', 'overlaps');
}
