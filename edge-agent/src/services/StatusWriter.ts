import { join } from 'node:path';
import type { MeteredResource } from '@acequia/protocol';
import type { Logger } from 'pino';
import type { LedgerTimer } from '../meters/LedgerTimer.js';
import type { DeviceQueue } from '../outbox/DeviceQueue.js';
import type { AgentEventMap, AgentEvents } from './AgentEvents.js';
import type { AgentStatus, DeviceStatusReport } from './agentStatus.js';
import { writeAtomically } from './writeAtomically.js';

const EVERY_MS = 500;

interface Line {
  readonly queue: DeviceQueue;
  readonly resource: MeteredResource;
  lastSampleAt?: number;
  suspectSamples: number;
  sent: number;
  lastErrorCode?: string;
}

export interface StatusParts {
  readonly homeId: string;
  readonly dataDir: string;
  readonly events: AgentEvents;
  readonly log: Logger;
}

/** Keeps `status.json` in the agent's folder, for `acequia home` and whoever watches the agent. */
export class StatusWriter {
  readonly #parts: StatusParts;
  readonly #lines = new Map<string, Line>();
  #clock: { readonly timer: LedgerTimer; readonly speed: number } | undefined;
  #epoch: number | undefined;
  #complaints = 0;
  #interval: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: StatusParts) {
    this.#parts = parts;
  }

  start(): void {
    const { events } = this.#parts;
    events.on('sampled', this.#onSampled);
    events.on('sent', this.#onSent);
    events.on('refused', this.#onFailure);
    events.on('setAside', this.#onFailure);
    events.on('meterFailed', this.#onFailure);
    events.on('epochs', this.#onEpochs);
    events.on('complaints', this.#onComplaints);
    this.#interval = setInterval(() => {
      this.#write(this.#clock === undefined ? 'waiting' : 'running');
    }, EVERY_MS);
    this.#write('waiting');
  }

  async stop(): Promise<void> {
    clearInterval(this.#interval);
    const { events } = this.#parts;
    events.off('sampled', this.#onSampled);
    events.off('sent', this.#onSent);
    events.off('refused', this.#onFailure);
    events.off('setAside', this.#onFailure);
    events.off('meterFailed', this.#onFailure);
    events.off('epochs', this.#onEpochs);
    events.off('complaints', this.#onComplaints);
    this.#write('stopped');
    await this.#writing;
  }

  /** The community's clock is known. */
  setClock(timer: LedgerTimer, speed: number): void {
    this.#clock = { timer, speed };
  }

  /** The newest epoch that was known when the agent started. */
  setEpoch(epoch: number | undefined): void {
    this.#epoch = epoch;
  }

  /** A device's line begins, with so many windows on the ledger. */
  addDevice(deviceId: string, resource: MeteredResource, queue: DeviceQueue, sent: number): void {
    this.#lines.set(deviceId, { queue, resource, suspectSamples: 0, sent });
  }

  readonly #onSampled = (deviceId: string, batch: AgentEventMap['sampled'][1]): void => {
    const line = this.#lines.get(deviceId);
    if (line === undefined) return;
    line.lastSampleAt = batch.at;
    line.suspectSamples += batch.suspect;
    if (line.lastErrorCode === 'SOURCE_UNREADABLE') delete line.lastErrorCode;
  };

  readonly #onSent = (deviceId: string, windows: AgentEventMap['sent'][1]): void => {
    const line = this.#lines.get(deviceId);
    if (line === undefined) return;
    line.sent = windows.sequence;
    delete line.lastErrorCode;
  };

  readonly #onFailure = (deviceId: string, failure: { readonly code: string }): void => {
    const line = this.#lines.get(deviceId);
    if (line !== undefined) line.lastErrorCode = failure.code;
  };

  readonly #onEpochs = ({ to }: AgentEventMap['epochs'][0]): void => {
    this.#epoch = to;
  };

  readonly #onComplaints = (count: number): void => {
    this.#complaints = count;
  };

  #write(state: AgentStatus['state']): void {
    this.#writing = this.#writing.then(async () => {
      try {
        const text = `${JSON.stringify(this.#status(state), undefined, 2)}\n`;
        await writeAtomically(join(this.#parts.dataDir, 'status.json'), text);
      } catch (error) {
        // Whoever watches sees an old file; metering goes on.
        this.#parts.log.warn({ err: error }, 'status.json could not be written');
      }
    });
  }

  #status(state: AgentStatus['state']): AgentStatus {
    const clock = this.#clock;
    return {
      homeId: this.#parts.homeId,
      pid: process.pid,
      state,
      updatedAt: Date.now(),
      ...(clock === undefined ? {} : { ledgerTime: clock.timer.now(), speed: clock.speed }),
      ...(this.#epoch === undefined ? {} : { epoch: this.#epoch }),
      openComplaints: this.#complaints,
      devices: [...this.#lines].map(([deviceId, line]) => report(deviceId, line)),
    };
  }
}

function report(deviceId: string, line: Line): DeviceStatusReport {
  return {
    deviceId,
    resource: line.resource,
    ...(line.lastSampleAt === undefined ? {} : { lastSampleAt: line.lastSampleAt }),
    suspectSamples: line.suspectSamples,
    queued: line.queue.queued,
    sent: line.sent,
    setAside: line.queue.setAsideCount,
    ...(line.lastErrorCode === undefined ? {} : { lastErrorCode: line.lastErrorCode }),
  };
}
