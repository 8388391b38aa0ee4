import type { MeteredResource } from '@acequia/protocol';
import type { Sample } from './Sample.js';

const DAY = 86_400;
/** Hundredths of a degree Celsius, and of a per cent. */
const MEAN = { temperature: 2_080, humidity: 4_600 };
const SWING = { temperature: 180, humidity: -400 };
const NOISE = { temperature: 60, humidity: 300 };
/** The warmest hour, seconds after midnight UTC. */
const WARMEST = 15 * 3600;

/** What a modelled meter measures: use of a resource, or the sun on a roof. */
export type ModelSource = MeteredResource | 'sun';

/**
 * What a modelled meter tells besides its register: temperature and humidity of a living room at a ledger time, a day's swing
 * and what doors and cooking do. Meters of water and panels tell nothing.
 */
export function roomClimate(source: ModelSource, at: number, random: () => number): Pick<Sample, 'extended'> {
  if (source !== 'energy') return {};
  const phase = Math.cos((2 * Math.PI * ((at % DAY) - WARMEST)) / DAY);
  const valueOf = (channel: keyof typeof MEAN): number =>
    Math.round(MEAN[channel] + SWING[channel] * phase + NOISE[channel] * (2 * random() - 1));
  return { extended: { temperature: valueOf('temperature'), humidity: valueOf('humidity') } };
}
