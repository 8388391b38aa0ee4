import { eventually } from '../harness/eventually.js';
import type { Neighbourhood } from './Neighbourhood.js';

/** How many windows more than before show that a device is on its way again. */
const PROGRESS = 2;

/** Waits until every device has sent more than it had when asked. */
export async function expectProgress(neighbourhood: Neighbourhood): Promise<void> {
  const before = await neighbourhood.acknowledged();
  await eventually('every device to send on', async () => {
    const now = await neighbourhood.acknowledged();
    return neighbourhood.devices.every(
      ({ deviceId }) => (now.get(deviceId) ?? 0) >= (before.get(deviceId) ?? 0) + PROGRESS,
    );
  });
}
