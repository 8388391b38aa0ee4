export { agentConfigSchema, type AgentConfig, type AgentConfigInput, type DeviceConfig } from './config.js';
export { tradersOf } from './tradersOf.js';
export { createDeviceKey } from './keys/createDeviceKey.js';
export {
  driverConfigSchema,
  type DriverConfig,
  type DriverConfigInput,
  type ReaderConfig,
} from './meters/driverConfig.js';
export {
  agentStatusSchema,
  deviceStatusReportSchema,
  type AgentStatus,
  type DeviceStatusReport,
} from './services/agentStatus.js';
// What whoever checks an agent needs to compute the same intervals from the same readings.
export { createReader } from './meters/createReader.js';
export { freshState } from './services/freshState.js';
export { gridOrigin } from './services/gridOrigin.js';
export { IntervalBuilder } from './services/IntervalBuilder.js';
export * from './consent/consentSchemas.js';
// The control API: what it takes and gives, for the command line.
export * from './control/controlSchemas.js';
export { breachesAnswerSchema, type BreachView } from './trading/breachView.js';
export type { Decision } from './trading/decisionSchema.js';
export type { ForecastView } from './trading/forecastSchema.js';
export type { TradingLogEntry } from './trading/tradingLogSchema.js';
export * from './purse/purseSchemas.js';
export * from './trading/tradeViews.js';
export * from './trading/tradingRules.js';
