/** What other suites and the bench use of the harness: a community on any running network. */
export { Members } from './harness/Members.js';
export type { Member } from './harness/Member.js';
export type { Meter } from './harness/Meter.js';
export type { SealingEpoch } from './harness/SealingEpoch.js';
export { HOME_NAMES } from './harness/HomeName.js';
export { TestCommunity } from './harness/TestCommunity.js';
export type { Seat, Stall } from './market/Stall.js';
export { TradingFloor } from './market/TradingFloor.js';
export { openTrader, type Trader } from './harness/openTrader.js';
