import type { DeviceRecord } from '@acequia/protocol';
import { RegistryError } from './RegistryError.js';

type Status = DeviceRecord['status'];

/**
 * A party, home or device with another status.
 *
 * @throws RegistryError STATUS_FINAL from `revoked`, and from `replaced` but to `revoked`: what was revoked or replaced
 *   never comes back, but a replaced device whose key is no longer trusted can be kept from delivering its backlog.
 */
export function changeStatus<S extends Status, T extends { readonly status: Status }>(
  record: T,
  status: S,
): T & { readonly status: S } {
  if (record.status === 'revoked' || (record.status === 'replaced' && status !== 'revoked')) {
    throw new RegistryError('STATUS_FINAL', `what is ${record.status} stays so`);
  }
  return { ...record, status };
}
