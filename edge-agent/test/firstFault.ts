import {
  checkWindow,
  emptyHistory,
  hashCanonical,
  nextHistory,
  type WindowFault,
  type WindowHeader,
} from '@acequia/protocol';
import type { BuilderRules } from '../src/services/IntervalBuilder.js';
import type { CompletedWindow } from '../src/services/WindowCutter.js';

/** What the community would find wrong with a device's windows first, taken in order; undefined when all are sound. */
export function firstFault(
  windows: readonly CompletedWindow[],
  rules: BuilderRules,
): WindowFault | undefined {
  const { resource, maxPerHour } = rules;
  const device = { deviceId: 'meter-1', homeId: 'SH1', resource, maxPerHour };
  let history = emptyHistory();
  for (const [index, { start, end, payload }] of windows.entries()) {
    const header: WindowHeader = {
      version: 1,
      homeId: 'SH1',
      deviceId: 'meter-1',
      sequence: index + 1,
      start,
      end,
      intervals: payload.intervals.length,
      payloadHash: hashCanonical(payload),
      previousHash: '0'.repeat(64),
    };
    const fault = checkWindow(header, payload, { device, history });
    if (fault !== undefined) return fault;
    history = nextHistory(history, header, payload);
  }
  return undefined;
}
