import { setImmediate as breathe } from 'node:timers/promises';
import { judgeAlarms } from '@acequia/protocol';
import type { Place } from '../delegation/CommunityBook.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import type { Attempts } from '../services/Attempts.js';
import type { AlarmBook } from './AlarmBook.js';
import { alarmFacts, newestDecision, type AlarmSubject } from './alarmFacts.js';

/** Without anything new, facts that change with time alone are looked at again after so many ledger seconds. */
const INTERVAL_SECONDS = 3_600;
/** A home is looked at once in so many milliseconds of real time at most, however fast the ledger's clock runs. */
const INTERVAL_MS = 1_000;

interface Looked {
  readonly atMs: number;
  readonly at: number;
}

/** What alarms are judged by. */
export type AlarmLimits = Pick<AlarmSubject, 'silentAfterSeconds' | 'minimumBalance'>;

/** Judges every home's facts and notes the alarms that follow (paper 000 §4.1), each once. */
export class AlarmEngine {
  readonly #model: ReadModel;
  readonly #alarms: AlarmBook;
  readonly #attempts: Attempts;
  readonly #nowMs: () => number;
  readonly #looked = new Map<string, Looked>();

  /** @param nowMs wall clock, milliseconds. */
  constructor(model: ReadModel, alarms: AlarmBook, attempts: Attempts, nowMs: () => number = Date.now) {
    this.#model = model;
    this.#alarms = alarms;
    this.#attempts = attempts;
    this.#nowMs = nowMs;
  }

  /**
   * Looks at all homes that are due; one that cannot be judged holds up no other.
   *
   * @param now ledger seconds. @returns how many alarms were raised or cleared.
   */
  async judge(now: number, limits: AlarmLimits): Promise<number> {
    let told = 0;
    for (const { homeId, status } of this.#model.registry.homes()) {
      if (status !== 'active' || !this.#isDue(homeId, now)) continue;
      await this.#attempts.attempt(`alarms of ${homeId}`, () => {
        told += this.#judgeHome({ homeId, now, ...limits });
        return Promise.resolve();
      });
      // Others of this process wait meanwhile.
      await breathe();
    }
    return told;
  }

  #isDue(homeId: string, now: number): boolean {
    const looked = this.#looked.get(homeId);
    if (looked === undefined) return true;
    if (this.#nowMs() - looked.atMs < INTERVAL_MS) return false;
    if (now - looked.at >= INTERVAL_SECONDS) return true;
    const newest = newestDecision(this.#model, homeId);
    const { block, position } = this.#alarms.judged(homeId);
    return newest !== undefined && isBehind({ block, position }, newest);
  }

  #judgeHome(subject: Omit<AlarmSubject, 'since'>): number {
    const { homeId, now } = subject;
    this.#looked.set(homeId, { atMs: this.#nowMs(), at: now });
    const judged = this.#alarms.judged(homeId);
    const newest = newestDecision(this.#model, homeId);
    // A read model that is built anew comes to places that were judged before.
    const reached = newest !== undefined && isBehind(judged, newest) ? newest : judged;
    const facts = alarmFacts(this.#model, { ...subject, since: judged });
    const { state, raised, cleared } = judgeAlarms(judged.state, facts);
    this.#alarms.transaction(() => {
      this.#alarms.setJudged(homeId, { state, block: reached.block, position: reached.position });
      for (const notice of [...raised, ...cleared]) this.#alarms.raise(homeId, notice);
    });
    return raised.length + cleared.length;
  }
}

function isBehind(place: Place, other: Place): boolean {
  return place.block < other.block || (place.block === other.block && place.position < other.position);
}
