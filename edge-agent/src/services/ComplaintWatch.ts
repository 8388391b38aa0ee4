import {
  CodedError,
  random16Hex,
  sealRecordKey,
  type ComplaintRecord,
  type WindowRecord,
} from '@acequia/protocol';
import type { CommunityKeys } from '../keys/CommunityKeys.js';
import type { EpochKeeper } from '../keys/EpochKeeper.js';
import type { HomeKeyring } from '../keys/HomeKeyring.js';
import { Rounds } from '../keys/Rounds.js';
import type { WindowEpochs } from '../keys/WindowEpochs.js';
import type { LedgerTimer } from '../meters/LedgerTimer.js';
import type { DeviceQueue } from '../outbox/DeviceQueue.js';
import type { Answer, SignedReadings } from '../outbox/records.js';
import type { AgentEvents } from './AgentEvents.js';
import type { AgentLedger } from './AgentLedger.js';
import { complaintAction } from './complaintAction.js';
import { refusalAction } from './refusalAction.js';
import { sealWindow } from './sealWindow.js';
import type { Signatory } from './Signatory.js';

/** How long after its end a window is kept at most, decided or not, ledger seconds. */
const KEEP_SECONDS = 40 * 86_400;
/** So many of the oldest windows are asked about in a round. */
const CHECKED = 16;
/** Refusals after which no answer is wanted any more. */
const OVER = new Set(['DECISION_EXISTS', 'REPUBLICATION_UNASKED', 'REVEAL_EXISTS', 'COMPLAINT_UNKNOWN']);

/** A meter whose windows may be complained of. */
export interface WatchedDevice {
  readonly signatory: Signatory;
  readonly queue: DeviceQueue;
}

export interface ComplaintWatchParts {
  readonly homeId: string;
  readonly devices: readonly WatchedDevice[];
  readonly ledger: Pick<AgentLedger, 'monitoring'>;
  readonly keyring: HomeKeyring;
  readonly community: Pick<CommunityKeys, 'newest'>;
  readonly keeper: Pick<EpochKeeper, 'renew' | 'mayRenew' | 'distrust'>;
  readonly epochs: Pick<WindowEpochs, 'choose' | 'doubt' | 'isStillFor'>;
  readonly events: AgentEvents;
  readonly timer: Pick<LedgerTimer, 'now'>;
  readonly retry: { readonly firstMs: number; readonly slowMs: number };
}

/**
 * Answers the community when it cannot read a window: seals it again, or hands over the record's own key (DESIGN §7). An
 * answer is on the disk before it is sent, and sent again after a crash. What was sent is kept until it is decided.
 */
export class ComplaintWatch {
  readonly #parts: ComplaintWatchParts;
  readonly #rounds: Rounds;
  /** Complaints that nothing here can answer: told once. */
  readonly #unanswerable = new Set<string>();

  constructor(parts: ComplaintWatchParts) {
    this.#parts = parts;
    this.#rounds = new Rounds(async () => this.#round(), {
      ...parts.retry,
      onFailure: ({ code }) => {
        parts.events.emit('keysRefused', { code });
      },
    });
  }

  /** @returns what rejects when the disk fails; fulfils after stop(). */
  async run(): Promise<void> {
    await this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
  }

  async #round(): Promise<number> {
    const { ledger, homeId, devices, events, retry } = this.#parts;
    const complaints = await ledger.monitoring.listComplaints({ homeId });
    events.emit('complaints', complaints.length);
    await this.#renewFor(complaints);
    const failures: CodedError[] = [];
    for (const complaint of complaints) {
      const failure = await this.#attempt(complaint);
      if (failure !== undefined) failures.push(failure);
    }
    for (const device of devices) await this.#forgetDecided(device);
    if (failures[0] !== undefined) throw failures[0];
    return retry.slowMs;
  }

  /** Answers one complaint. @returns why that failed: the others are answered all the same. */
  async #attempt(complaint: ComplaintRecord): Promise<CodedError | undefined> {
    const device = this.#parts.devices.find(({ signatory }) => signatory.deviceId === complaint.deviceId);
    // Of a meter that this agent has not: another of the home's answers, or nobody can.
    if (device === undefined || this.#unanswerable.has(nameOf(complaint))) return undefined;
    try {
      await this.#answer(complaint, device);
      return undefined;
    } catch (error) {
      if (error instanceof CodedError) return error;
      throw error;
    }
  }

  /**
   * Epochs whose keys are at fault seal nothing any more; one new epoch stands in for all of them. Where no more may begin, the
   * newest goes on.
   */
  async #renewFor(complaints: readonly ComplaintRecord[]): Promise<void> {
    const { keyring, keeper } = this.#parts;
    const faulty = new Set<number>();
    for (const complaint of complaints) {
      const kept = await this.#kept(complaint);
      if (complaintAction(complaint, kept) === 'renew') faulty.add(await this.#epochOf(complaint));
    }
    const latest = keyring.latest?.record.epoch;
    const sealing = keyring.sealing.map(({ record }) => record.epoch).filter((epoch) => faulty.has(epoch));
    const dropped = sealing.filter((epoch) => epoch !== latest || keeper.mayRenew);
    for (const epoch of dropped) await keeper.distrust(epoch);
    if (dropped.some((epoch) => epoch === latest)) await keeper.renew('complaint');
  }

  async #epochOf({ deviceId, sequence }: ComplaintRecord): Promise<number> {
    const { header } = await this.#parts.ledger.monitoring.getWindow({ deviceId, sequence });
    return header.epoch;
  }

  async #kept({ deviceId, sequence }: ComplaintRecord): Promise<SignedReadings | undefined> {
    const device = this.#parts.devices.find(({ signatory }) => signatory.deviceId === deviceId);
    return device?.queue.sent(sequence);
  }

  async #answer(complaint: ComplaintRecord, device: WatchedDevice): Promise<void> {
    const { events } = this.#parts;
    const { deviceId, sequence, code } = complaint;
    const kept = await device.queue.sent(sequence);
    events.emit('complained', deviceId, { sequence, code });
    const by = await this.#respond(complaint, kept, device);
    await device.queue.dropAnswer(sequence);
    if (by !== undefined) events.emit('answered', deviceId, { sequence, by });
  }

  /** @returns undefined when no answer is wanted any more. */
  async #respond(
    complaint: ComplaintRecord,
    kept: SignedReadings | undefined,
    device: WatchedDevice,
  ): Promise<'republication' | 'reveal' | 'nothing' | undefined> {
    try {
      if (await this.#wantsReveal(complaint, kept)) {
        if (await this.#reveal(complaint)) return 'reveal';
        if (kept === undefined) {
          this.#unanswerable.add(nameOf(complaint));
          return 'nothing';
        }
      }
      return kept && (await this.#republish(complaint, kept, device));
    } catch (error) {
      if (error instanceof CodedError && OVER.has(error.code)) return undefined;
      throw error;
    }
  }

  /** Also when the epoch at fault had to go on: sealed again under it, the window would be what it is. */
  async #wantsReveal(complaint: ComplaintRecord, kept: SignedReadings | undefined): Promise<boolean> {
    const action = complaintAction(complaint, kept);
    if (action !== 'renew') return action === 'reveal';
    const epoch = await this.#epochOf(complaint);
    return this.#parts.keyring.sealing.some(({ record }) => record.epoch === epoch);
  }

  async #republish(
    { sequence, revision }: ComplaintRecord,
    kept: SignedReadings,
    { queue, signatory }: WatchedDevice,
  ): Promise<'republication'> {
    const { ledger, epochs } = this.#parts;
    let answer = await queue.answer(sequence);
    const isGood = answer?.revision === revision && (await epochs.isStillFor(answer.sealed.epoch, kept));
    if (answer === undefined || !isGood) {
      const [epoch] = await epochs.choose([kept]);
      if (epoch === undefined) throw new CodedError('EPOCH_AWAITED', 'no epoch of this home fits the window');
      const sealed = sealWindow(kept, epoch, signatory);
      answer = { requestId: random16Hex(), sequence, revision, sealed } satisfies Answer;
      await queue.saveAnswer(answer);
    }
    const { requestId, sealed } = answer;
    try {
      await ledger.monitoring.republishWindow(
        { requestId, window: sealed.window },
        { extended: sealed.extended },
      );
    } catch (error) {
      if (error instanceof CodedError && refusalAction(error.code) === 'reseal') {
        await epochs.doubt([sealed.epoch], error.code);
        await queue.dropAnswer(sequence);
      }
      throw error;
    }
    return 'republication';
  }

  /** The record's own key, for the community alone. @returns false when it is not here, or not the one of that record. */
  async #reveal({ deviceId, sequence }: ComplaintRecord): Promise<boolean> {
    const { ledger, keyring } = this.#parts;
    const window = await ledger.monitoring.getWindow({ deviceId, sequence });
    const dek = await keyring.dek(window);
    if (dek === undefined) return false;
    await this.#submitReveal(window, dek);
    return true;
  }

  async #submitReveal({ header }: WindowRecord, dek: Buffer): Promise<void> {
    const { ledger, devices, community } = this.#parts;
    const { deviceId, sequence } = header;
    const domain = devices[0]?.signatory.domain ?? '';
    const { version, publicKey } = await community.newest();
    const place = { domain, deviceId, sequence, purpose: 'complaint' };
    const sealedDek = sealRecordKey(dek, Buffer.from(publicKey, 'base64'), place).toString('base64');
    await ledger.monitoring.revealWindow(
      { requestId: random16Hex(), deviceId, sequence, communityKeyVersion: version, sealedDek },
      { dek: dek.toString('hex') },
    );
  }

  /** Windows that are decided, and those of long ago, need not be kept. */
  async #forgetDecided({ queue, signatory }: WatchedDevice): Promise<void> {
    const { ledger, timer } = this.#parts;
    const { deviceId } = signatory;
    const done: number[] = [];
    for (const { sequence, end } of await queue.undecided(CHECKED)) {
      const isOld = end + KEEP_SECONDS < timer.now();
      if (!isOld && (await ledger.monitoring.getWindow({ deviceId, sequence })).decision === undefined) break;
      done.push(sequence);
    }
    if (done.length > 0) await queue.forget(done);
    if (done.length === CHECKED) this.#rounds.wake();
  }
}

function nameOf({ deviceId, sequence, revision }: ComplaintRecord): string {
  return `${deviceId}/${String(sequence)}/${String(revision)}`;
}
