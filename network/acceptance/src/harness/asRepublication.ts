import type { SignedWindow } from '@acequia/protocol';
import { asSubmission } from './asSubmission.js';
import type { MeterWindow } from './Meter.js';

/** The two arguments of `republishWindow` for a window of the tests. */
export function asRepublication(window: MeterWindow): [{ window: SignedWindow }, { extended: string }] {
  const [{ windows }, { extended }] = asSubmission([window]);
  const [signed] = windows;
  const [sealed] = extended;
  if (signed === undefined || sealed === undefined) throw new Error('one window makes one submission');
  return [{ window: signed }, { extended: sealed }];
}
