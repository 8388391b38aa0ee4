export { agentConfigSchema, type AgentConfig, type AgentConfigInput, type DeviceConfig } from './config.js';
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
