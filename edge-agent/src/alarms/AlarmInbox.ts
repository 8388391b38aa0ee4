import { type Alarm, type EpochNotes, Mutex } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { KeyStore } from '@acequia/protocol/keystore';
import type { OpenedAlarm } from '../control/controlSchemas.js';
import type { NoteSource } from '../delegation/HomeGuests.js';
import type { AlarmKey } from './AlarmKey.js';
import { alarmRecordSchema, type AlarmRecord } from './alarmRecordSchema.js';
import { openSlots } from './openSlots.js';

const FOLDER = 'alarm';
/** Alarms kept; the oldest go first. */
const MAX_KEPT = 2_000;

export interface AlarmInboxParts {
  readonly ledger: { readonly alarms: Pick<CommunityLedger['alarms'], 'getAlarmBatch'> };
  /** All private keys that alarms for this home's people may be sealed to. */
  readonly keys: () => Promise<readonly AlarmKey[]>;
  /** The agent's own, sealed at rest. */
  readonly store: KeyStore;
  /** `sealingDomain`. */
  readonly domain: string;
  /** Ledger seconds. */
  readonly now: () => number;
  /** Told of each alarm before it is kept, and once more if a crash comes between. */
  readonly onAlarm: (alarm: OpenedAlarm) => Promise<void>;
  /** Told when alarms wait to be handed on. */
  readonly onWaiting: () => void;
}

/** The alarms that this home could open, of its own and of homes that it watches for, and what of them is still to be done. */
export class AlarmInbox implements NoteSource {
  readonly #parts: AlarmInboxParts;
  /** By id, in the order they were opened in. */
  readonly #records = new Map<string, AlarmRecord>();
  #order = 0;
  readonly #turns = new Mutex();

  constructor(parts: AlarmInboxParts) {
    this.#parts = parts;
  }

  /** @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    const records: AlarmRecord[] = [];
    for (const name of await this.#parts.store.names(FOLDER)) {
      const record = await this.#parts.store.get(name, alarmRecordSchema);
      if (record !== undefined) records.push(record);
    }
    records.sort((a, b) => a.order - b.order);
    for (const record of records) this.#records.set(record.alarm.alarmId, record);
    this.#order = records.at(-1)?.order ?? 0;
  }

  /**
   * A batch is on the ledger: what opens is kept. The same batch again changes nothing.
   *
   * @throws CodedError of the ledger.
   */
  async receive(batch: { readonly day: string; readonly batchId: string }): Promise<void> {
    const { ledger, keys, domain } = this.#parts;
    const record = await ledger.alarms.getAlarmBatch(batch);
    for (const alarm of openSlots(record, await keys(), domain)) await this.#keep(alarm);
  }

  list(): readonly OpenedAlarm[] {
    return [...this.#records.values()].map(openedAlarm);
  }

  /** What was not handed on yet, in order. */
  waiting(): readonly OpenedAlarm[] {
    return this.list().filter(({ handedOn }) => !handedOn);
  }

  async markHandedOn(alarmId: string): Promise<void> {
    await this.#change(alarmId, { handedOn: true });
  }

  async pending(): Promise<Pick<EpochNotes, 'receipts'>> {
    const receipts = [...this.#records.values()]
      .filter(({ receiptSent }) => !receiptSent)
      .map(({ alarm, openedAt }) => ({ alarmId: alarm.alarmId, openedAt }));
    return Promise.resolve({ receipts });
  }

  async told({ receipts }: EpochNotes): Promise<void> {
    for (const { alarmId } of receipts) await this.#change(alarmId, { receiptSent: true });
  }

  async #keep(alarm: Alarm): Promise<void> {
    if (this.#records.has(alarm.alarmId)) return;
    const { now, onAlarm, onWaiting } = this.#parts;
    this.#order += 1;
    const openedAt = now();
    const record = { order: this.#order, alarm, openedAt, receiptSent: false, handedOn: false };
    await onAlarm(openedAlarm(record));
    await this.#write(record);
    await this.#forgetOld();
    onWaiting();
  }

  /** One change at a time: receipts and what is handed on come from different sides. */
  async #change(alarmId: string, change: Partial<AlarmRecord>): Promise<void> {
    await this.#turns.run(async () => {
      const record = this.#records.get(alarmId);
      if (record !== undefined) await this.#write({ ...record, ...change });
    });
  }

  async #write(record: AlarmRecord): Promise<void> {
    const { alarmId } = record.alarm;
    await this.#parts.store.put(`${FOLDER}/${alarmId}`, record);
    this.#records.set(alarmId, record);
  }

  async #forgetOld(): Promise<void> {
    for (const alarmId of this.#records.keys()) {
      if (this.#records.size <= MAX_KEPT) return;
      await this.#parts.store.remove(`${FOLDER}/${alarmId}`);
      this.#records.delete(alarmId);
    }
  }
}

function openedAlarm({ alarm, openedAt, receiptSent, handedOn }: AlarmRecord): OpenedAlarm {
  return { alarm, openedAt, receiptSent, handedOn };
}
