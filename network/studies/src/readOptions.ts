import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StudyError } from './StudyError.js';
import type { StudyOptions } from './StudyOptions.js';

/**
 * @param environment of the process: `ACEQUIA_DATA` names the folder of measured data (./data).
 * @throws StudyError STUDY_UNKNOWN for a command line that is not understood.
 */
export function readOptions(args: readonly string[], environment = process.env): StudyOptions {
  const { calibrate, clearing, seeds, out } = parsed(args);
  if (!/^[1-9]\d{0,3}$/.test(seeds)) {
    throw new StudyError('STUDY_UNKNOWN', `seeds are a number from 1 to 9999, not ${seeds}`);
  }
  return {
    calibrate,
    seeds: Number(seeds),
    market: clearing ? 'clearing' : 'contracts',
    out: resolve(out),
    data: resolve(environment.ACEQUIA_DATA ?? 'data'),
  };
}

function parsed(args: readonly string[]): {
  calibrate: boolean;
  clearing: boolean;
  seeds: string;
  out: string;
} {
  try {
    return parseArgs({
      args: [...args],
      options: {
        calibrate: { type: 'boolean', default: false },
        clearing: { type: 'boolean', default: false },
        seeds: { type: 'string', default: '100' },
        out: { type: 'string', default: 'build/studies.json' },
      },
    }).values;
  } catch (cause) {
    // parseArgs says in words what is wrong.
    throw new StudyError('STUDY_UNKNOWN', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
