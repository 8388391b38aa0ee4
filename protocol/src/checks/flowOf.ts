import type { Flow } from '../schemas/primitives.js';

/** What a device measures: devices that were enrolled before there was production say nothing of it. */
export function flowOf({ flow }: { readonly flow?: Flow }): Flow {
  return flow ?? 'consumption';
}
