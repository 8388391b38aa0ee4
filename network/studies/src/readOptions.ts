import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StudyError } from './StudyError.js';
import type { StudyOptions } from './StudyOptions.js';

/**
 * @param environment of the process: `ACEQUIA_DATA` names the folder of measured data (./data).
 * @throws StudyError STUDY_UNKNOWN for a command line that is not understood.
 */
export function readOptions(args: readonly string[], environment = process.env): StudyOptions {
  const { calibrate, clearing, seeds, speed, out, 'replay-seed': replayed } = parsed(args);
  return {
    calibrate,
    ...(replayed !== undefined && {
      replay: {
        seed: wholeNumber('replay-seed', replayed, 9999),
        speed: wholeNumber('speed', speed, 1_000_000),
      },
    }),
    seeds: wholeNumber('seeds', seeds, 9999),
    market: clearing ? 'clearing' : 'contracts',
    out: resolve(out),
    data: resolve(environment.ACEQUIA_DATA ?? 'data'),
  };
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = /^[1-9]\d{0,6}$/.test(text) ? Number(text) : NaN;
  if (value <= most) return value;
  throw new StudyError('STUDY_UNKNOWN', `${option} is a number from 1 to ${most}, not ${text}`);
}

interface Parsed {
  readonly calibrate: boolean;
  readonly clearing: boolean;
  readonly seeds: string;
  readonly speed: string;
  readonly out: string;
  readonly 'replay-seed'?: string | undefined;
}

function parsed(args: readonly string[]): Parsed {
  try {
    return parseArgs({
      args: [...args],
      options: {
        calibrate: { type: 'boolean', default: false },
        clearing: { type: 'boolean', default: false },
        'replay-seed': { type: 'string' },
        seeds: { type: 'string', default: '100' },
        speed: { type: 'string', default: '3600' },
        out: { type: 'string', default: 'build/studies.json' },
      },
    }).values;
  } catch (cause) {
    // parseArgs says in words what is wrong.
    throw new StudyError('STUDY_UNKNOWN', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
