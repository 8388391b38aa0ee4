const readers = '/Channel/Application/Readers';
const writers = '/Channel/Application/Writers';

/**
 * Which policy guards what, where the channel's ACLs do not say otherwise (Fabric: core/aclmgmt/defaultaclprovider.go).
 * What belongs to a peer and no channel (`cscc/GetChannels`, installed chaincodes) is not among them.
 */
export const defaultAcls: ReadonlyMap<string, string> = new Map([
  ['_lifecycle/CommitChaincodeDefinition', writers],
  ['_lifecycle/QueryChaincodeDefinition', writers],
  ['_lifecycle/QueryChaincodeDefinitions', writers],
  ['_lifecycle/CheckCommitReadiness', writers],
  ['lscc/ChaincodeExists', readers],
  ['lscc/GetDeploymentSpec', readers],
  ['lscc/GetChaincodeData', readers],
  ['lscc/GetInstantiatedChaincodes', readers],
  ['lscc/GetCollectionsConfig', readers],
  ['qscc/GetChainInfo', readers],
  ['qscc/GetBlockByNumber', readers],
  ['qscc/GetBlockByHash', readers],
  ['qscc/GetTransactionByID', readers],
  ['qscc/GetBlockByTxID', readers],
  ['cscc/GetConfigBlock', readers],
  ['cscc/GetChannelConfig', readers],
  ['peer/Propose', writers],
  ['peer/ChaincodeToChaincode', writers],
  ['event/Block', readers],
  ['event/FilteredBlock', readers],
  ['gateway/CommitStatus', readers],
  ['gateway/ChaincodeEvents', readers],
]);
