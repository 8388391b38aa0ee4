import type { DeviceRecord } from '@acequia/protocol';
import type { ReadModel } from '../readModel/ReadModel.js';

/**
 * Whether everything that devices have to say about the time before `end` has come and been decided: active devices'
 * windows reach it, and no device's window that starts before it waits for a decision.
 */
export function isSettled(model: ReadModel, devices: readonly DeviceRecord[], end: number): boolean {
  return devices.every(({ deviceId, status }) => {
    if (model.monitoring.undecidedBefore(deviceId, end) > 0) return false;
    return status !== 'active' || (model.monitoring.lastEnd(deviceId) ?? 0) >= end;
  });
}
