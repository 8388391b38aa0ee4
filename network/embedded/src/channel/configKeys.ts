/** Names of the values and groups of a channel configuration (Fabric: common/channelconfig). */
export const configKeys = {
  application: 'Application',
  orderer: 'Orderer',
  hashingAlgorithm: 'HashingAlgorithm',
  blockDataHashingStructure: 'BlockDataHashingStructure',
  capabilities: 'Capabilities',
  consensusType: 'ConsensusType',
  batchSize: 'BatchSize',
  batchTimeout: 'BatchTimeout',
  channelRestrictions: 'ChannelRestrictions',
  endpoints: 'Endpoints',
  acls: 'ACLs',
  msp: 'MSP',
  anchorPeers: 'AnchorPeers',
  admins: 'Admins',
} as const;
