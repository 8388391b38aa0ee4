import type { Logger } from 'pino';
import type { AgentEvents } from './AgentEvents.js';

/** Writes what happens to the log: devices, counts, codes and times, never a measured value. */
export class EventLog {
  readonly #events: AgentEvents;
  readonly #log: Logger;

  constructor(events: AgentEvents, log: Logger) {
    this.#events = events;
    this.#log = log;
  }

  start(): void {
    this.#events.on('sampled', (deviceId, { at, suspect }) => {
      this.#log.debug({ deviceId, at }, 'sampled');
      if (suspect > 0) this.#log.info({ deviceId, at, suspect }, 'samples are suspect');
    });
    this.#events.on('windowsCompleted', (deviceId, count) => {
      this.#log.debug({ deviceId, count }, 'windows completed');
    });
    this.#events.on('sent', (deviceId, { count, sequence }) => {
      this.#log.info({ deviceId, count, sequence }, 'windows are on the ledger');
    });
    this.#events.on('refused', (deviceId, { code, action }) => {
      this.#log.info({ deviceId, code, action }, 'a submission did not succeed');
    });
    this.#events.on('setAside', (deviceId, { code, start }) => {
      this.#log.warn({ deviceId, code, start }, 'a window was refused for good and set aside');
    });
    this.#events.on('resealed', (deviceId, { count, code }) => {
      this.#log.info({ deviceId, count, code }, 'windows are sealed again');
    });
    this.#events.on('complained', (deviceId, { sequence, code }) => {
      this.#log.warn({ deviceId, sequence, code }, 'the community cannot read a window');
    });
    this.#events.on('answered', (deviceId, { sequence, by }) => {
      this.#log.info({ deviceId, sequence, by }, 'a complaint has been dealt with');
    });
    this.#logKeys();
    this.#events.on('meterFailed', (deviceId, { code, text }) => {
      this.#log.warn({ deviceId, code, text }, 'the meter cannot be read');
    });
  }

  #logKeys(): void {
    this.#events.on('epochAsked', ({ reason }) => {
      this.#log.info({ reason }, 'a new epoch is begun');
    });
    this.#events.on('epochs', ({ from, to }) => {
      this.#log.info({ from, to }, 'epochs are on the ledger');
    });
    this.#events.on('operationKey', ({ version }) => {
      this.#log.info({ version }, 'the operation key is on the ledger');
    });
    this.#events.on('communityKeySubstituted', ({ version }) => {
      this.#log.error(
        { version },
        'somebody gives out another key as the community’s: nothing is sealed to it',
      );
    });
    this.#events.on('keysRefused', ({ code }) => {
      this.#log.info({ code }, 'keys could not be published yet');
    });
  }
}
