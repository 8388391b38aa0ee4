import type { ContractName } from '@acequia/protocol';
import type { AccessCases } from './AccessCase.js';
import { alarmsCases } from './alarmsCases.js';
import { billingCases } from './billingCases.js';
import { disputesCases } from './disputesCases.js';
import { keysCases } from './keysCases.js';
import { marketCases } from './marketCases.js';
import { monitoringCases } from './monitoringCases.js';
import { quotaCases } from './quotaCases.js';
import { registryCases } from './registryCases.js';
import { tokenCases } from './tokenCases.js';

/** A case for every function of every contract: the compiler misses none. */
export const accessCases: { readonly [C in ContractName]: AccessCases<C> } = {
  registry: registryCases,
  quota: quotaCases,
  keys: keysCases,
  monitoring: monitoringCases,
  alarms: alarmsCases,
  disputes: disputesCases,
  billing: billingCases,
  token: tokenCases,
  market: marketCases,
};
