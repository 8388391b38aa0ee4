import type { SignedWindow, WindowPayload } from '@acequia/protocol';
import type { MeterWindow } from './Meter.js';

/** The two arguments of `submitWindows` for windows of the tests. */
export function asSubmission(
  windows: readonly MeterWindow[],
): [{ windows: SignedWindow[] }, { payloads: WindowPayload[] }] {
  return [
    { windows: windows.map(({ header, signature }) => ({ header, signature })) },
    { payloads: windows.map(({ payload }) => payload) },
  ];
}
