export { findChaincode } from './chaincode/findChaincode.js';
export { claimFolder } from './claimFolder.js';
export type { Network } from './Network.js';
export { NetworkError } from './NetworkError.js';
export type { NetworkOptions } from './NetworkOptions.js';
export {
  applicationPolicies,
  decidingMspIds,
  majorityOf,
  ordererOrganisationPolicies,
  ordererPolicies,
  organisationPolicies,
  traderPolicies,
} from './policies/channelPolicies.js';
export { collectionsConfig } from './policies/collectionsConfig.js';
export { chaincodeServerSpec } from './processes/chaincodeServerSpec.js';
export { listRunning } from './processes/listRunning.js';
export { ProcessFile } from './processes/ProcessFile.js';
export type { ProcessKind, ProcessSpec } from './processes/ProcessSpec.js';
export type { ProcessState, ProcessStatus } from './processes/ProcessStatus.js';
export { readProcesses } from './processes/readProcesses.js';
export { readPlan } from './readPlan.js';
export { describeMachine } from './results/describeMachine.js';
export { quantile } from './results/quantile.js';
export { rangeOf } from './results/rangeOf.js';
export { ratioResult } from './results/ratioResult.js';
export { renderReport } from './results/renderReport.js';
export { resultsFileSchema, type Goal, type Result, type ResultsFile } from './results/resultsFileSchema.js';
export { bytesOf } from './system/bytesOf.js';
export { mapLimited } from './system/mapLimited.js';
export { readMetrics } from './system/readMetrics.js';
export { retry } from './system/retry.js';
export { run } from './system/run.js';
export { writeAtomically } from './system/writeAtomically.js';
export { chooseOrdering } from './topology/chooseOrdering.js';
export { chooseTopology } from './topology/chooseTopology.js';
export { embeddedNode } from './topology/embeddedNode.js';
export { endpointOf } from './topology/endpointOf.js';
export { NetworkPaths } from './topology/NetworkPaths.js';
export type {
  ChaincodeServerPlan,
  NetworkPlan,
  NodePlan,
  OrdererPlan,
  OrganisationPlan,
  TradersPlan,
} from './topology/NetworkPlan.js';
export { organisationOf } from './topology/organisationOf.js';
export { planNetwork } from './topology/planNetwork.js';
export { topologySchema } from './topology/topologySchema.js';
export { SupervisedNetwork } from './SupervisedNetwork.js';
export { userCount } from './userCount.js';
