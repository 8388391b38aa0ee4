import { EPOCH_SECONDS } from '@acequia/protocol';

/** How many epochs of the grid a span of time has. */
export function epochSlots({ start, end }: { readonly start: number; readonly end: number }): number {
  return (end - start) / EPOCH_SECONDS;
}

/** Which epoch of the grid a time lies in, counted from 1970. */
export function epochSlotOf(time: number): number {
  return Math.floor(time / EPOCH_SECONDS);
}
