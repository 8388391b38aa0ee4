import { common, peer } from '@hyperledger/fabric-protos';
import { attempt } from '../harness/attempt.js';
import type { Party } from '../harness/Party.js';
import type { Case, Cases } from './Case.js';
import type { CaseNetwork } from './CaseNetwork.js';
import { height } from './height.js';

const { lifecycle } = peer;
const admin: Partial<Party> = { user: 'admin' };
type Arguments = readonly (string | Uint8Array)[];

async function ask(
  on: CaseNetwork,
  chaincode: string,
  [name = '', ...args]: Arguments,
  show: (bytes: Uint8Array) => unknown = (bytes) => (bytes.length === 0 ? 'nothing' : 'an answer'),
  party: Partial<Party> = {},
): Promise<unknown> {
  const contract = on.client(party).contract(chaincode);
  return await attempt(async () =>
    show(
      await contract.evaluate(String(name), {
        arguments: [...args],
        endorsingOrganizations: ['CommunityMSP'],
      }),
    ),
  );
}

const blockOf = (bytes: Uint8Array): unknown => {
  const block = common.Block.deserializeBinary(bytes);
  return {
    number: block.getHeader()?.getNumber(),
    transactions: block.getData()?.getDataList().length,
    metadata: block.getMetadata()?.getMetadataList().length,
  };
};
const processedOf = (bytes: Uint8Array): unknown =>
  peer.ProcessedTransaction.deserializeBinary(bytes).getValidationcode();

/** A transaction of which the queries tell. */
async function submitted(on: CaseNetwork): Promise<string> {
  const sent = await on
    .client()
    .contract()
    .submitAsync('run', { arguments: ['[["putState","y-sent","v"]]'] });
  await sent.getStatus();
  return sent.getTransactionId();
}

const query =
  (
    chaincode: string,
    args: (on: CaseNetwork) => Arguments,
    ...rest: [((bytes: Uint8Array) => unknown)?, Partial<Party>?]
  ): Case =>
  (on) =>
    ask(on, chaincode, args(on), ...rest);

const definitionOf = (bytes: Uint8Array): unknown => {
  const definition = lifecycle.QueryChaincodeDefinitionResult.deserializeBinary(bytes);
  return {
    hasVersion: definition.getVersion() !== '',
    plugins: [definition.getEndorsementPlugin(), definition.getValidationPlugin()],
    collections: definition
      .getCollections()
      ?.getConfigList()
      .map((one) => one.getStaticCollectionConfig()?.getName()),
    approvals: [...definition.getApprovalsMap().entries()].sort(),
  };
};
const named = (name: string): Uint8Array => {
  const request = new lifecycle.QueryChaincodeDefinitionArgs();
  request.setName(name);
  return request.serializeBinary();
};
const garbage = Buffer.from('ffff', 'hex');

/** What qscc, cscc, _lifecycle and lscc answer through the Gateway. */
export const systemChaincodeCases: Cases = {
  'qscc GetChainInfo': query(
    'qscc',
    ({ channel }) => ['GetChainInfo', channel],
    (bytes) => {
      const info = common.BlockchainInfo.deserializeBinary(bytes);
      return [
        info.getHeight() > 0,
        info.getCurrentblockhash_asU8().length,
        info.getPreviousblockhash_asU8().length,
      ];
    },
  ),
  'qscc GetBlockByNumber': query('qscc', ({ channel }) => ['GetBlockByNumber', channel, '0'], blockOf),
  'qscc GetBlockByNumber: not there': query('qscc', ({ channel }) => [
    'GetBlockByNumber',
    channel,
    '1000000',
  ]),
  'qscc GetBlockByNumber: no number': query('qscc', ({ channel }) => ['GetBlockByNumber', channel, 'x']),
  'qscc GetBlockByNumber: a negative number': query('qscc', ({ channel }) => [
    'GetBlockByNumber',
    channel,
    '-1',
  ]),
  'qscc GetBlockByHash: unknown': query('qscc', ({ channel }) => ['GetBlockByHash', channel, 'no hash']),
  'qscc GetBlockByHash': async (on) => {
    const info = await on.client().contract('qscc').evaluateTransaction('GetChainInfo', on.channel);
    const hash = common.BlockchainInfo.deserializeBinary(info).getCurrentblockhash_asU8();
    const last = (await height(on)) - 1;
    return await ask(on, 'qscc', ['GetBlockByHash', on.channel, hash], (bytes) => {
      return common.Block.deserializeBinary(bytes).getHeader()?.getNumber() === last;
    });
  },
  'qscc GetTransactionByID': async (on) =>
    ask(on, 'qscc', ['GetTransactionByID', on.channel, await submitted(on)], processedOf),
  'qscc GetTransactionByID: unknown': query('qscc', ({ channel }) => [
    'GetTransactionByID',
    channel,
    'nosuch',
  ]),
  'qscc GetTransactionByID: no id': query('qscc', ({ channel }) => ['GetTransactionByID', channel, '']),
  'qscc GetBlockByTxID': async (on) => ask(on, 'qscc', ['GetBlockByTxID', on.channel, await submitted(on)]),
  'qscc GetBlockByTxID: unknown': query('qscc', ({ channel }) => ['GetBlockByTxID', channel, 'nosuch']),
  'qscc: another function': query('qscc', ({ channel }) => ['NoSuch', channel]),
  'qscc: no channel': query('qscc', () => ['GetChainInfo']),
  'qscc: another channel': query('qscc', () => ['GetChainInfo', 'nosuchchannel']),
  'qscc: too few arguments': query('qscc', ({ channel }) => ['GetBlockByNumber', channel]),
  'qscc: as a client of the public': query(
    'qscc',
    ({ channel }) => ['GetBlockByNumber', channel, '0'],
    blockOf,
    {
      mspId: 'PublicMSP',
    },
  ),
  'cscc GetChannels': query(
    'cscc',
    () => ['GetChannels'],
    (bytes) =>
      peer.ChannelQueryResponse.deserializeBinary(bytes)
        .getChannelsList()
        .map((one) => one.getChannelId()),
  ),
  'cscc GetChannels: of another organisation': query('cscc', () => ['GetChannels'], undefined, {
    mspId: 'SH1MSP',
  }),
  'cscc GetConfigBlock': query('cscc', ({ channel }) => ['GetConfigBlock', channel], blockOf),
  'cscc GetConfigBlock: another channel': query('cscc', () => ['GetConfigBlock', 'nosuchchannel']),
  'cscc GetChannelConfig': query(
    'cscc',
    ({ channel }) => ['GetChannelConfig', channel],
    (bytes) =>
      [...(common.Config.deserializeBinary(bytes).getChannelGroup()?.getGroupsMap().keys() ?? [])].sort(),
  ),
  'cscc JoinChain: no block': query('cscc', () => ['JoinChain'], undefined, admin),
  'cscc: another function': query('cscc', () => ['NoSuch', 'x']),
  '_lifecycle QueryChaincodeDefinition': query(
    '_lifecycle',
    ({ chaincode }) => ['QueryChaincodeDefinition', named(chaincode)],
    definitionOf,
  ),
  '_lifecycle QueryChaincodeDefinition: unknown': query('_lifecycle', () => [
    'QueryChaincodeDefinition',
    named('nosuch'),
  ]),
  '_lifecycle QueryChaincodeDefinition: bytes that are none': query('_lifecycle', () => [
    'QueryChaincodeDefinition',
    garbage,
  ]),
  '_lifecycle QueryChaincodeDefinitions': query(
    '_lifecycle',
    () => ['QueryChaincodeDefinitions', ''],
    (bytes) =>
      lifecycle.QueryChaincodeDefinitionsResult.deserializeBinary(bytes)
        .getChaincodeDefinitionsList()
        .map((one) => one.getName()),
  ),
  '_lifecycle QueryInstalledChaincodes: as a client': query('_lifecycle', () => [
    'QueryInstalledChaincodes',
    '',
  ]),
  '_lifecycle QueryInstalledChaincodes: as an admin': query(
    '_lifecycle',
    () => ['QueryInstalledChaincodes', ''],
    (bytes) =>
      lifecycle.QueryInstalledChaincodesResult.deserializeBinary(bytes).getInstalledChaincodesList().length,
    admin,
  ),
  '_lifecycle QueryApprovedChaincodeDefinition: as a client': query('_lifecycle', ({ chaincode }) => [
    'QueryApprovedChaincodeDefinition',
    named(chaincode),
  ]),
  '_lifecycle QueryApprovedChaincodeDefinition: as an admin': query(
    '_lifecycle',
    ({ chaincode }) => ['QueryApprovedChaincodeDefinition', named(chaincode)],
    (bytes) => lifecycle.QueryApprovedChaincodeDefinitionResult.deserializeBinary(bytes).getVersion() !== '',
    admin,
  ),
  '_lifecycle: another function': query('_lifecycle', () => ['NoSuch', '']),
  '_lifecycle: no arguments': query('_lifecycle', () => ['QueryChaincodeDefinition']),
  'lscc getchaincodes': query('lscc', () => ['getchaincodes']),
  'lscc: another function': query('lscc', () => ['nosuch']),
};
