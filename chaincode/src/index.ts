import { MonitoringContract } from './monitoring/index.js';
import { RegistryContract } from './registry/index.js';

/** What `fabric-chaincode-node` loads; it adds its system contract to the list. */
export const contracts = [RegistryContract, MonitoringContract];
