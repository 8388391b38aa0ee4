import { canonicalJson } from '@acequia/protocol';
import { connect, type MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import type { OpenedAlarm } from '../control/controlSchemas.js';
import type { MqttConfig } from './mqttConfigSchema.js';
import { mqttOptions } from './mqttOptions.js';

const RECONNECT_MS = 2_000;

export interface PublisherParts {
  readonly config: MqttConfig;
  readonly homeId: string;
  /** Alarms that the broker has not taken, in order. */
  readonly waiting: () => readonly OpenedAlarm[];
  readonly markHandedOn: (alarmId: string) => Promise<void>;
  readonly log: Logger;
  /** Wall-clock pause before another attempt to reach the broker. */
  readonly reconnectMs?: number;
}

/**
 * Hands alarms on to the household's MQTT broker: canonical JSON of the alarm and `openedAt`, QoS 1, not retained, each until the
 * broker has taken it. After a crash an alarm may come twice; its `alarmId` tells.
 */
export class AlarmPublisher {
  readonly #parts: PublisherParts;
  readonly #topic: string;
  #client: MqttClient | undefined;
  #publishing: Promise<void> | undefined;
  readonly #stopping = new AbortController();

  constructor(parts: PublisherParts) {
    this.#parts = parts;
    this.#topic = `${parts.config.topic}/${parts.homeId}/alarms`;
  }

  /** Begins; the broker may be away. @throws CodedError MQTT_FILE_UNREADABLE. */
  async start(): Promise<void> {
    const { config, log, reconnectMs = RECONNECT_MS } = this.#parts;
    const options = await mqttOptions(config);
    this.#client = connect(config.url, { ...options, reconnectPeriod: reconnectMs });
    this.#client.on('connect', () => {
      this.wake();
    });
    // The client tries again by itself; its errors name the broker, never what is published.
    this.#client.on('error', (error) => {
      log.info({ reason: error.message }, 'the MQTT broker is not reached');
    });
  }

  /** There may be something to hand on. */
  wake(): void {
    if (this.#publishing !== undefined) return;
    this.#publishing = this.#publishAll()
      .catch((error: unknown) => {
        this.#parts.log.info({ err: error }, 'an alarm could not be handed on yet');
      })
      .finally(() => {
        this.#publishing = undefined;
      });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#publishing;
    await this.#client?.endAsync(true);
  }

  async #publishAll(): Promise<void> {
    const { signal } = this.#stopping;
    const listening = new AbortController();
    // While the broker is away a publication hangs until it is back, also when the client is ended.
    const stopped = new Promise<'stopped'>((resolve) => {
      const stop = (): void => {
        resolve('stopped');
      };
      signal.addEventListener('abort', stop, { signal: listening.signal });
    });
    try {
      await this.#publishUntil(stopped);
    } finally {
      listening.abort();
    }
  }

  async #publishUntil(stopped: Promise<'stopped'>): Promise<void> {
    const { signal } = this.#stopping;
    for (;;) {
      const [next] = this.#parts.waiting();
      if (next === undefined || signal.aborted || this.#client?.connected !== true) return;
      const payload = canonicalJson({ ...next.alarm, openedAt: next.openedAt });
      const published = this.#client.publishAsync(this.#topic, payload, { qos: 1, retain: false });
      if ((await Promise.race([published, stopped])) === 'stopped') return;
      await this.#parts.markHandedOn(next.alarm.alarmId);
    }
  }
}
