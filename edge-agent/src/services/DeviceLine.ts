import type { KeyObject } from 'node:crypto';
import {
  CodedError,
  pause,
  publicKeyBase64,
  sealingDomain,
  type CommunityRecord,
  type DeviceRecord,
} from '@acequia/protocol';
import type { AgentConfig, DeviceConfig } from '../config.js';
import { createDriver } from '../meters/createDriver.js';
import type { HomeKeyring } from '../keys/HomeKeyring.js';
import type { WindowEpochs } from '../keys/WindowEpochs.js';
import type { LedgerTimer } from '../meters/LedgerTimer.js';
import type { MeterDriver } from '../meters/MeterDriver.js';
import type { DeviceQueue, Resumption } from '../outbox/DeviceQueue.js';
import type { AgentEvents } from './AgentEvents.js';
import type { AgentLedger } from './AgentLedger.js';
import { beginLine } from './beginLine.js';
import { firstStart } from './firstStart.js';
import { gridOrigin } from './gridOrigin.js';
import { Sampler } from './Sampler.js';
import { Sender } from './Sender.js';
import type { Signatory } from './Signatory.js';
import type { StatusWriter } from './StatusWriter.js';
import { WindowCutter, type CutterState } from './WindowCutter.js';

export interface DeviceLineParts {
  readonly config: AgentConfig;
  readonly device: DeviceConfig;
  readonly record: DeviceRecord;
  readonly community: CommunityRecord;
  readonly key: KeyObject;
  readonly queue: DeviceQueue;
  readonly ledger: AgentLedger;
  readonly keyring: HomeKeyring;
  readonly epochs: WindowEpochs;
  readonly events: AgentEvents;
  readonly timer: LedgerTimer;
  readonly status: StatusWriter;
}

/** One meter's way from its driver to the ledger. */
export class DeviceLine {
  readonly #parts: DeviceLineParts;
  readonly #stopping = new AbortController();
  #sampler: Sampler | undefined;
  #sender: Sender | undefined;

  constructor(parts: DeviceLineParts) {
    this.#parts = parts;
  }

  /**
   * Runs until stopped.
   *
   * @throws CodedError DEVICE_KEY_MISMATCH, DEVICE_HOME_MISMATCH, STEP_TOO_SHORT, STEP_CHANGED: the configuration does not
   *   fit the ledger's record or the meter; errors of the queue.
   */
  async run(): Promise<void> {
    const { record, queue, config, device, timer } = this.#parts;
    this.#checkRecord();
    const driver = createDriver(device.driver, timer);
    if (config.stepSeconds < driver.stepSeconds) {
      const text = `intervals of ${record.deviceId} must be at least ${String(driver.stepSeconds)} s, its meter's step`;
      throw new CodedError('STEP_TOO_SHORT', text);
    }
    const origin = gridOrigin(this.#parts.community, config.stepSeconds);
    const resumption =
      (await queue.load()) ?? (await this.#begin(firstStart(origin, record, config.stepSeconds)));
    if (resumption === undefined) return;
    this.#checkGrid(resumption.cutter, origin);
    const chain = await queue.chain();
    this.#parts.status.addDevice(record.deviceId, record.resource, queue, chain?.sequence ?? 0);
    await this.#follow(driver, origin, resumption);
  }

  /** What waits, and what was sent. */
  get queue(): DeviceQueue {
    return this.#parts.queue;
  }

  /** As whom the meter's windows are signed and sealed. */
  get signatory(): Signatory {
    const { config, key, record } = this.#parts;
    const { homeId, fabric } = config;
    const domain = sealingDomain(fabric);
    return { homeId, deviceId: record.deviceId, key, channel: fabric.channel, domain };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#sampler?.stop();
    await this.#sender?.stop();
  }

  async #follow(driver: MeterDriver, origin: number, resumption: Resumption): Promise<void> {
    const { record, queue, config, community, ledger, events, timer, keyring, epochs } = this.#parts;
    const { stepSeconds, windowSeconds, latenessSeconds, retry } = config;
    const { deviceId, resource, maxPerHour, calibrationPpm } = record;
    const grid = { origin, anchor: origin, stepSeconds, windowSeconds, timeZone: community.timeZone };
    const newCutter = (state: CutterState): WindowCutter =>
      new WindowCutter({ ...grid, resource, maxPerHour, calibrationPpm }, state);
    this.#sampler = new Sampler({ deviceId, driver, queue, events, timer, latenessSeconds, newCutter });
    this.#sender = new Sender({ signatory: this.signatory, queue, ledger, events, retry, keyring, epochs });
    if (this.#stopping.signal.aborted) return;
    await Promise.all([this.#sender.start(), this.#sampler.start(resumption)]);
  }

  #checkRecord(): void {
    const { record, config, key } = this.#parts;
    if (record.homeId !== config.homeId) {
      throw new CodedError('DEVICE_HOME_MISMATCH', `the ledger has ${record.deviceId} in another home`);
    }
    if (record.publicKey !== publicKeyBase64(key)) {
      throw new CodedError('DEVICE_KEY_MISMATCH', `the ledger has another key for ${record.deviceId}`);
    }
  }

  #checkGrid({ windowStart }: CutterState, origin: number): void {
    if ((windowStart - origin) % this.#parts.config.stepSeconds === 0) return;
    const text = `stepSeconds was changed to one that ${this.#parts.record.deviceId}'s windows do not fit`;
    throw new CodedError('STEP_CHANGED', text);
  }

  async #begin(start: number): Promise<Resumption | undefined> {
    const { record, queue, ledger, keyring, config, events } = this.#parts;
    const { firstMs, slowMs } = config.retry;
    for (let waitMs = firstMs; !this.#stopping.signal.aborted; waitMs = Math.min(2 * waitMs, slowMs)) {
      try {
        return await beginLine(record.deviceId, start, queue, { ledger, keyring });
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        events.emit('refused', record.deviceId, { code: error.code, action: 'retry' });
        await pause(waitMs, this.#stopping.signal);
      }
    }
    return undefined;
  }
}
