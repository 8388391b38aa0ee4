import type { Cases } from './Case.js';
import { chaincodeCases } from './chaincodeCases.js';
import { crashCases } from './crashCases.js';
import { deliverCases } from './deliverCases.js';
import { endorserCases } from './endorserCases.js';
import { gatewayCases } from './gatewayCases.js';
import { privateDataCases } from './privateDataCases.js';
import { systemChaincodeCases } from './systemChaincodeCases.js';
import { validationCases } from './validationCases.js';

/** All named cases, by what they are about. */
export const conformanceCases: Readonly<Record<string, Cases>> = {
  'chaincode messages': chaincodeCases,
  'private data': privateDataCases,
  'Gateway service': gatewayCases,
  'Endorser service': endorserCases,
  'Deliver service': deliverCases,
  'system chaincodes': systemChaincodeCases,
  'validation codes': validationCases,
  'a chaincode that crashes': crashCases,
};
