import type { Reading } from './Reading.js';

/** An accepted interval of a known meter. */
export interface MeterReading extends Reading {
  readonly deviceId: string;
  /** Whether it is the very first interval that its meter told of: nothing that went before can be in it. */
  readonly isFirst: boolean;
}
