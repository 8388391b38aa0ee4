import { AlarmsContract } from './alarms/index.js';
import { BillingContract } from './billing/index.js';
import { DisputesContract } from './disputes/index.js';
import { KeysContract } from './keys/index.js';
import { MarketContract } from './market/index.js';
import { MonitoringContract } from './monitoring/index.js';
import { QuotaContract } from './quota/index.js';
import { RegistryContract } from './registry/index.js';
import { TokenContract } from './token/index.js';

/** What `fabric-chaincode-node` loads; it adds its system contract to the list. */
export const contracts = [
  RegistryContract,
  QuotaContract,
  KeysContract,
  MonitoringContract,
  AlarmsContract,
  DisputesContract,
  BillingContract,
  TokenContract,
  MarketContract,
];
