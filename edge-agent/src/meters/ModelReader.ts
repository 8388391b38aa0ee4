import type { Flow, MeteredResource } from '@acequia/protocol';
import { roomClimate, type ModelSource } from './roomClimate.js';
import { randomStream } from './randomStream.js';
import type { Sample } from './Sample.js';
import type { SampleReader } from './SampleReader.js';

const HOUR = 3600;
/** Share of the day's use in each hour, per mille, by the community's wall clock less its offset: mornings and evenings. */
const SHAPE: Readonly<Record<ModelSource, readonly number[]>> = {
  energy: [22, 19, 18, 17, 18, 22, 34, 46, 44, 38, 36, 38, 46, 50, 44, 40, 40, 46, 60, 78, 86, 72, 50, 36],
  water: [10, 6, 4, 4, 6, 20, 70, 110, 90, 60, 50, 45, 50, 60, 45, 30, 30, 35, 50, 70, 70, 45, 25, 15],
  // By UTC, at the longitude of Valencia in September.
  sun: [0, 0, 0, 0, 0, 2, 18, 48, 80, 108, 128, 137, 137, 126, 102, 70, 34, 9, 1, 0, 0, 0, 0, 0],
};
/** A day's amount; of the panels on a clear day. */
const DAILY: Readonly<Record<ModelSource, number>> = { energy: 9_600, water: 290, sun: 9_000 };
/** Registers roll over here, and a meter that starts anew starts at 0. */
const FIRST_REGISTER = 100_000;

export interface ModelOptions {
  readonly seed: string;
  /** Which home of the community: households differ. */
  readonly home: number;
  readonly resource: MeteredResource;
  /** `production`: panels on the roof. Consumption when absent. */
  readonly flow?: Flow;
  /** Ledger time of the first sample. */
  readonly first: number;
  readonly hours: number;
}

/**
 * A small household, where no measured data is given: the same seed and home give the same registers. About 290 kWh and
 * 9 m³ a month, with what real meters do: hours without a reading (1 in 100), spikes (1 in 250), a register that starts
 * anew (about every 600 hours, so in every month of most homes). The meter of consumed energy tells the living room's climate besides.
 * Panels make about 270 kWh a month, nothing at night, less under clouds.
 */
export class ModelReader implements SampleReader {
  readonly stepSeconds = HOUR;
  readonly #options: ModelOptions;

  constructor(options: ModelOptions) {
    this.#options = options;
  }

  // Without waiting for anything, but read like a file.
  // eslint-disable-next-line @typescript-eslint/require-await
  async *read(): AsyncGenerator<Sample> {
    const { seed, home, first, hours } = this.#options;
    const source = this.#source;
    const random = randomStream(`${seed}/${String(home)}/${source}`);
    const daily = DAILY[source] * (0.7 + 0.6 * random());
    // Power is read on the hour, as load profiles are; water meters report some minutes past.
    const shift = source === 'water' ? Math.floor(random() * 3000) : 0;
    const restart = 400 + Math.floor(400 * random());
    // A stream of its own: what the register shows does not depend on it.
    const climate = randomStream(`${seed}/${String(home)}/climate`);
    let register = FIRST_REGISTER;
    let silentUntil = 0;
    for (let hour = 0; hour < hours; hour += 1) {
      const [use, silence, spike] = [this.#use(hour, daily, random), random(), random()];
      register = hour > 0 && hour % restart === 0 ? 0 : register + use;
      if (hour > 0 && silence < 0.01) silentUntil = hour + 1 + Math.floor(600 * silence);
      if (hour < silentUntil) continue;
      yield {
        at: first + hour * HOUR + shift,
        register: hour > 0 && spike < 0.004 ? register + 248_500 : register,
        ...roomClimate(source, first + hour * HOUR, climate),
      };
    }
  }

  get #source(): ModelSource {
    const { resource, flow } = this.#options;
    return flow === 'production' ? 'sun' : resource;
  }

  #use(hour: number, daily: number, random: () => number): number {
    const share = SHAPE[this.#source][(Math.floor(this.#options.first / HOUR) + hour) % 24] ?? 0;
    const idle = this.#options.resource === 'water' && random() < 0.3;
    return idle ? 0 : Math.round((daily * share * (0.5 + random())) / 1000);
  }
}
