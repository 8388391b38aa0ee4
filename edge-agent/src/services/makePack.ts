import type { KeyObject } from 'node:crypto';
import { hashCanonical, random16Hex, signWindow, type SignedWindow } from '@acequia/protocol';
import type { Chain, Pack, QueuedWindow } from '../outbox/records.js';

/** Who signs. */
export interface Signatory {
  readonly homeId: string;
  readonly deviceId: string;
  readonly key: KeyObject;
}

/** Numbers, chains and signs windows that follow the chain's last one. */
export function makePack(windows: readonly QueuedWindow[], chain: Chain, signatory: Signatory): Pack {
  let { sequence, hash } = chain;
  const signed = windows.map((window): SignedWindow => {
    sequence += 1;
    const header = {
      version: 1 as const,
      homeId: signatory.homeId,
      deviceId: signatory.deviceId,
      sequence,
      start: window.start,
      end: window.end,
      intervals: window.payload.intervals.length,
      payloadHash: hashCanonical(window.payload),
      previousHash: hash,
    };
    hash = hashCanonical(header);
    return { header, signature: signWindow(header, signatory.key) };
  });
  return { requestId: random16Hex(), windows: signed };
}
