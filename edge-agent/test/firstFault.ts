import { generateKeyPairSync } from 'node:crypto';
import {
  checkWindow,
  emptyHistory,
  nextHistory,
  publicKeyBase64,
  type WindowFault,
  type WindowHeader,
} from '@acequia/protocol';
import type { QueuedWindow } from '../src/outbox/records.js';
import { chainOf } from '../src/services/chainOf.js';
import type { BuilderRules } from '../src/services/IntervalBuilder.js';
import { signWindows } from '../src/services/signWindows.js';

const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = publicKeyBase64(key);

/** What the community would find wrong with a device's windows first, taken in order; undefined when all are sound. */
export function firstFault(windows: readonly QueuedWindow[], rules: BuilderRules): WindowFault | undefined {
  const { resource, maxPerHour } = rules;
  const device = { deviceId: 'meter-1', homeId: 'SH1', resource, maxPerHour, publicKey };
  let history = emptyHistory();
  for (const { sequence, start, end, payload } of signWindows(windows, chainOf(undefined), {
    deviceId: 'meter-1',
    key,
  })) {
    const header: WindowHeader = {
      version: 2,
      homeId: 'SH1',
      deviceId: 'meter-1',
      epoch: 1,
      sequence,
      start,
      end,
      salt: '0'.repeat(32),
    };
    const fault = checkWindow(header, payload, { device, history });
    if (fault !== undefined) return fault;
    history = nextHistory(history, header, payload, true);
  }
  return undefined;
}
