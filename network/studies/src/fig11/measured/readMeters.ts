import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createReader } from '@acequia/edge-agent';
import { cleanDays } from './cleanDays.js';
import type { MeterDay } from './MeterDay.js';

/** The meters of the file, and the clock that it was written by. */
const METERS = 60;
const ZONE = 'Europe/Madrid';

/**
 * Clean days of the measured water meters (DAIAD trial A, Alicante, hourly).
 *
 * @param folder of measured data. @returns undefined when the data are not there.
 */
export async function readMeters(folder: string): Promise<MeterDay[][] | undefined> {
  const file = join(folder, 'water/hourly-registers.csv.gz');
  if (!existsSync(file)) return undefined;
  const meters: MeterDay[][] = [];
  for (let number = 1; number <= METERS; number += 1) {
    const meter = `meter-${String(number).padStart(2, '0')}`;
    const readings = [];
    for await (const sample of createReader({ format: 'daiad', file, meter, zone: ZONE }).read()) {
      readings.push(sample);
    }
    meters.push(cleanDays(readings, ZONE));
  }
  return meters;
}
