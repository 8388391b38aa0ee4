import { createReader } from './createReader.js';
import type { DriverConfig } from './driverConfig.js';
import type { LedgerTimer } from './LedgerTimer.js';
import type { MeterDriver } from './MeterDriver.js';
import { ReplayDriver } from './ReplayDriver.js';

/** The driver that a configuration describes. */
export function createDriver(config: DriverConfig, timer: LedgerTimer): MeterDriver {
  return new ReplayDriver(createReader(config.reader), timer, config);
}
