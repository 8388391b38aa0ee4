import type { Dataset, EpochKeys } from '@acequia/protocol';
import { createHash } from 'node:crypto';

/** A home's keys of an epoch in tests: the same whoever asks, so that devices need not be told. */
export function testEpochKeys(homeId: string, epoch: number): EpochKeys {
  const key = (dataset: Dataset): Buffer =>
    createHash('sha256')
      .update(`${homeId} ${String(epoch)} ${dataset}`)
      .digest();
  return { essential: key('essential'), extended: key('extended'), audit: key('audit') };
}
