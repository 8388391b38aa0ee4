/**
 * What belongs to a peer and no channel: guarded by the peer's own organisation, whatever the channel's ACLs say (Fabric:
 * core/aclmgmt/resourceprovider.go).
 */
export const peerResources: ReadonlySet<string> = new Set([
  '_lifecycle/InstallChaincode',
  '_lifecycle/QueryInstalledChaincode',
  '_lifecycle/GetInstalledChaincodePackage',
  '_lifecycle/QueryInstalledChaincodes',
  '_lifecycle/ApproveChaincodeDefinitionForMyOrg',
  '_lifecycle/QueryApprovedChaincodeDefinition',
  'snapshot/submitrequest',
  'snapshot/cancelrequest',
  'snapshot/listpending',
  'lscc/Install',
  'lscc/GetInstalledChaincodes',
  'cscc/JoinChain',
  'cscc/JoinChainBySnapshot',
  'cscc/JoinBySnapshotStatus',
  'cscc/GetChannels',
]);
