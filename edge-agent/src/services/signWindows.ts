import { payloadHash, signReadings } from '@acequia/protocol';
import type { Chain, QueuedWindow, SignedReadings } from '../outbox/records.js';
import type { Signatory } from './Signatory.js';

/** Numbers windows that follow the chain's last one, chains them and has the meter sign what it read. */
export function signWindows(
  windows: readonly QueuedWindow[],
  chain: Chain,
  { deviceId, key }: Pick<Signatory, 'deviceId' | 'key'>,
): SignedReadings[] {
  let { sequence, hash } = chain;
  return windows.map(({ start, end, intervals, extended }) => {
    sequence += 1;
    const readings = { version: 2 as const, previousHash: hash, intervals };
    const payload = { ...readings, signature: signReadings(deviceId, readings, key) };
    hash = payloadHash(payload);
    return { sequence, start, end, payload, extended };
  });
}
