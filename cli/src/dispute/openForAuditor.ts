import type { KeyObject } from 'node:crypto';
import { CodedError } from '@acequia/protocol';

/**
 * Opens with the one of the auditor's keys that it was sealed to.
 *
 * @throws CodedError SEAL_BROKEN when none is.
 */
export function openForAuditor<T>(keys: readonly KeyObject[], open: (key: KeyObject) => T): T {
  for (const key of keys) {
    try {
      return open(key);
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'SEAL_BROKEN') throw error;
    }
  }
  throw new CodedError('SEAL_BROKEN', 'it is sealed to no key of this auditor');
}
