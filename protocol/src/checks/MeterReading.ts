import type { Reading } from './computeUse.js';

/** An accepted interval of a known meter. */
export interface MeterReading extends Reading {
  readonly deviceId: string;
}
