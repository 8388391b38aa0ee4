import type { Reading } from './Reading.js';

/** An accepted interval of a known meter. */
export interface MeterReading extends Reading {
  readonly deviceId: string;
}
