import type { DeviceRecord } from '@acequia/protocol';

/**
 * Where a device that never sent anything begins: at the community's first window, or, when it took another's place, with
 * the first whole interval of its own.
 */
export function firstStart(origin: number, device: DeviceRecord, stepSeconds: number): number {
  if (device.replaces === undefined) return origin;
  return origin + Math.max(0, Math.ceil((device.enrolledAt - origin) / stepSeconds)) * stepSeconds;
}
