import {
  CodedError,
  decodeEssential,
  openRecord,
  sequenceAttribute,
  windowHeaderOf,
  type EpochNotes,
} from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { KeyStore } from '@acequia/protocol/keystore';
import type { Logger } from 'pino';
import { roundsOf } from '../channel/roundsOf.js';
import type { RoundTimes } from '../channel/RoundTimes.js';
import type { Rounds } from '../keys/Rounds.js';
import { readingsAnswerSchema, type ReadingsAnswer } from '../control/controlSchemas.js';
import type { DelegationBook } from './DelegationBook.js';
import type { DelegationEntry } from './delegationEntry.js';
import type { KeyFaultCode } from './DelegationService.js';
import type { NoteSource } from './HomeGuests.js';
import { isLedgerAway } from './isLedgerAway.js';
import { openEpoch, type EpochFinding } from './openEpoch.js';
import { ReaderStates } from './ReaderStates.js';
import type { ReaderState } from './readerStateSchema.js';
import { runsOf } from './runsOf.js';

const readingSchema = readingsAnswerSchema.shape.windows.element;
type Pending = ReaderState['pending'][number];

export interface DelegateeLedger {
  readonly keys: Pick<CommunityLedger['keys'], 'getEpoch'>;
  readonly monitoring: Pick<CommunityLedger['monitoring'], 'getEssential'>;
}
export interface ReaderParts {
  readonly book: DelegationBook;
  readonly ledger: DelegateeLedger;
  /** The agent's own: readings are sealed at rest in it. */
  readonly store: KeyStore;
  /** `sealingDomain`. */
  readonly domain: string;
  /** Tells the delegator of a key that is no good. */
  readonly complain: (entry: DelegationEntry, fault: { epoch: number; code: KeyFaultCode }) => Promise<void>;
  readonly times: RoundTimes;
  readonly log: Logger;
}

/**
 * The delegatee's eyes: follows the epochs and windows of each home that has handed its monitoring over to this one, opens what its
 * keys open, keeps the readings, and tells the community which epochs' keys were right and the delegator which were not.
 * After a delegation was cancelled it goes on looking until the agreed end, and says that nothing opens.
 */
export class DelegateeReader implements NoteSource {
  readonly #parts: ReaderParts;
  readonly #states: ReaderStates;
  readonly #rounds: Rounds;
  /** What epochs hold, by delegation and number: the ledger does not change them. */
  readonly #findings = new Map<string, EpochFinding>();

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.#states = new ReaderStates(parts.store);
    this.#rounds = roundsOf('delegatee', () => this.#round(), parts.times, parts.log);
  }

  /** @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    await this.#states.load();
  }

  start(): Promise<void> {
    return this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
  }

  /** Something of a delegation, or of a delegator's epochs, changed. */
  poke(): void {
    this.#rounds.wake();
  }

  /** A home has new epochs. */
  async epochs(homeId: string): Promise<void> {
    if (this.#followed().some(({ terms }) => terms.delegator === homeId)) this.poke();
    return Promise.resolve();
  }

  state(delegationId: string): ReaderState | undefined {
    return this.#states.find(delegationId);
  }

  /** A home has windows on the ledger, new or sealed again: what a delegation is about is noted durably. */
  async announce(homeId: string, windows: readonly Pending[]): Promise<void> {
    for (const { delegationId } of this.#followed().filter(({ terms }) => terms.delegator === homeId)) {
      await this.#states.change(delegationId, (state) => ({
        ...state,
        pending: [...state.pending.filter((known) => !includes(windows, known)), ...windows],
      }));
    }
    this.poke();
  }

  /** What could be opened in a delegation. @throws CodedError DELEGATION_UNKNOWN. */
  async readings(delegationId: string): Promise<ReadingsAnswer> {
    const { book, store } = this.#parts;
    const { terms } = book.get(delegationId);
    const windows: ReadingsAnswer['windows'] = [];
    for (const name of await store.names(folderOf(delegationId))) {
      const reading = await store.get(name, readingSchema);
      if (reading !== undefined) windows.push(reading);
    }
    const { unopened } = this.#states.get(delegationId);
    return { delegationId, homeId: terms.delegator, windows, unopened };
  }

  async pending(): Promise<Pick<EpochNotes, 'acknowledged'>> {
    const registered = this.#parts.book
      .list()
      .filter(({ role, registeredAt }) => role === 'delegatee' && registeredAt !== undefined);
    const acknowledged = registered.flatMap(({ delegationId }) => {
      const { opened, acknowledged: told } = this.#states.get(delegationId);
      return runsOf(opened.filter((epoch) => !told.includes(epoch))).map((run) => ({ delegationId, ...run }));
    });
    return Promise.resolve({ acknowledged });
  }

  async told({ acknowledged }: EpochNotes): Promise<void> {
    for (const { delegationId, from, to } of acknowledged) {
      await this.#states.change(delegationId, (state) => {
        const now = state.opened.filter((epoch) => from <= epoch && epoch <= to);
        const added = now.filter((epoch) => !state.acknowledged.includes(epoch));
        return added.length === 0 ? state : { ...state, acknowledged: [...state.acknowledged, ...added] };
      });
    }
  }

  async #round(): Promise<number> {
    for (const entry of this.#followed()) {
      await this.#readEpochs(entry);
      for (const window of this.#states.get(entry.delegationId).pending)
        await this.#readWindow(entry, window);
    }
    return this.#parts.times.everyMs;
  }

  /** From the acceptance on, for keys may come before the community's word; and until the agreed time is over. */
  #followed(): readonly DelegationEntry[] {
    return this.#parts.book
      .list()
      .filter(({ role, terms }) => role === 'delegatee' && terms.granularity === 'intervals')
      .filter(({ privateKey, state }) => privateKey !== undefined && state !== 'refused')
      .filter(({ delegationId }) => {
        const { isPast, pending } = this.#states.get(delegationId);
        return !isPast || pending.length > 0;
      });
  }

  async #readEpochs(entry: DelegationEntry): Promise<void> {
    const { delegationId, terms } = entry;
    const { getEpoch } = this.#parts.ledger.keys;
    const newest = await unlessUnknown(getEpoch({ homeId: terms.delegator }));
    if (newest === undefined) return;
    const first = this.#states.get(delegationId).lastEpoch ?? (await this.#epochBefore(entry, newest.epoch));
    for (let epoch = first + 1; epoch <= newest.epoch; epoch += 1) await this.#readEpoch(entry, epoch);
    await this.#states.change(delegationId, (state) => ({
      ...state,
      lastEpoch: newest.epoch,
      isPast: newest.start >= terms.end,
    }));
  }

  /** The last epoch of before the delegation's time. */
  async #epochBefore({ terms }: DelegationEntry, newest: number): Promise<number> {
    for (let epoch = newest; epoch > 0; epoch -= 1) {
      const { end } = await this.#parts.ledger.keys.getEpoch({ homeId: terms.delegator, epoch });
      if (end <= terms.start) return epoch;
    }
    return 0;
  }

  async #readEpoch(entry: DelegationEntry, epoch: number): Promise<void> {
    const { delegationId } = entry;
    const { finding, publishedAt } = await this.#find(entry, epoch);
    if (finding.kind === 'open') {
      await this.#states.change(delegationId, (state) => ({
        ...state,
        opened: [...state.opened.filter((known) => known !== epoch), epoch],
      }));
    }
    if (finding.kind !== 'fault') return;
    const { state, registeredAt } = this.#parts.book.get(delegationId);
    // Before it is registered, and once it is cancelled, there is nothing in it for us.
    const isRunning = state === 'registered' || state === 'active';
    if (!isRunning || registeredAt === undefined || publishedAt < registeredAt) return;
    const fault = { epoch, code: finding.code };
    this.#parts.log.warn({ delegationId, ...fault }, 'an epoch’s key is no good');
    await this.#parts.complain(entry, fault);
    await this.#states.change(delegationId, (known) => ({
      ...known,
      faults: [...known.faults.filter((other) => other.epoch !== epoch), fault],
    }));
  }

  async #find(
    entry: DelegationEntry,
    epoch: number,
  ): Promise<{ finding: EpochFinding; publishedAt: number }> {
    const record = await this.#parts.ledger.keys.getEpoch({ homeId: entry.terms.delegator, epoch });
    const finding = openEpoch(entry, record, this.#parts.domain);
    this.#findings.set(`${entry.delegationId}/${String(epoch)}`, finding);
    return { finding, publishedAt: record.publishedAt };
  }

  async #readWindow(entry: DelegationEntry, window: Pending): Promise<void> {
    const { delegationId } = entry;
    const failure = await this.#openWindow(entry, window);
    await this.#states.change(delegationId, (state) => ({
      ...state,
      pending: state.pending.filter((known) => !isSame(known, window)),
      unopened: [
        ...state.unopened.filter((known) => !isSame(known, window)),
        ...(failure === undefined ? [] : [{ ...window, ...failure }]),
      ],
    }));
  }

  /** @returns why it could not be opened; undefined when it is kept, or is of another time. */
  async #openWindow(
    entry: DelegationEntry,
    { deviceId, sequence }: Pending,
  ): Promise<{ epoch?: number; code: string } | undefined> {
    const { ledger, store, domain } = this.#parts;
    let epoch: number | undefined;
    try {
      const { essential } = await ledger.monitoring.getEssential({ deviceId, sequence });
      const sealed = Buffer.from(essential, 'base64');
      const header = windowHeaderOf(sealed, deviceId);
      const { start, end } = header;
      epoch = header.epoch;
      const finding =
        this.#findings.get(`${entry.delegationId}/${String(epoch)}`) ??
        (await this.#find(entry, epoch)).finding;
      if (finding.kind === 'fault') return { epoch, code: finding.code };
      if (finding.kind === 'outside') {
        const isOfItsTime = entry.terms.start <= start && end <= entry.terms.end;
        return isOfItsTime ? { epoch, code: 'EPOCH_OUTSIDE' } : undefined;
      }
      const { intervals } = decodeEssential(openRecord(finding.key, sealed, domain));
      const reading = { deviceId, sequence, epoch, start, end, intervals };
      await store.put(`${folderOf(entry.delegationId)}/${deviceId}-${sequenceAttribute(sequence)}`, reading);
      return undefined;
    } catch (error) {
      if (!(error instanceof CodedError) || isLedgerAway(error.code)) throw error;
      return { ...(epoch === undefined ? {} : { epoch }), code: error.code };
    }
  }
}

function folderOf(delegationId: string): string {
  return `reading/${delegationId}`;
}

function isSame(a: Pending, b: Pending): boolean {
  return a.deviceId === b.deviceId && a.sequence === b.sequence;
}

function includes(windows: readonly Pending[], window: Pending): boolean {
  return windows.some((known) => isSame(known, window));
}

/** A home that has not begun yet has no epoch. */
async function unlessUnknown<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'EPOCH_UNKNOWN') return undefined;
    throw error;
  }
}
