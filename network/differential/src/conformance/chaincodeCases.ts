import type { Cases } from './Case.js';

const rich = '{"selector":{"docType":"asset"}}';

/** What chaincode asks of its peer about public state, queries and other chaincode. */
export const chaincodeCases: Cases = {
  'REGISTER, REGISTERED, READY, TRANSACTION, COMPLETED: a call with all fields of the stub': (on) =>
    on.evaluate([['fields'], ['transient', 'word']], { transient: { word: 'secret' } }),
  'GET_STATE: present, absent and without a key': async (on) => [
    await on.submit([
      ['putState', 'c-get', 'v'],
      ['putState', '', 'w'],
    ]),
    await on.evaluate([
      ['getState', 'c-get'],
      ['getState', 'c-absent'],
      ['getState', ''],
    ]),
  ],
  'GET_STATE: what the same transaction wrote is not seen': (on) =>
    on.submit([
      ['putState', 'c-own', 'v'],
      ['getState', 'c-own'],
    ]),
  'PUT_STATE: bytes, no bytes, a key that is no text of one, an empty key': async (on) => [
    await on.submit([
      ['putBytes', 'c-bytes', '00ff80fe'],
      ['putState', 'c-empty', ''],
      ['putState', '', 'v'],
      ['putState', 'c-Ключ-\u{1F4A7}', 'v'],
    ]),
    await on.evaluate([
      ['getState', 'c-bytes'],
      ['getState', 'c-empty'],
      ['getState', 'c-Ключ-\u{1F4A7}'],
    ]),
  ],
  'DEL_STATE: present and absent': async (on) => [
    await on.submit([['putState', 'c-delete', 'v']]),
    await on.submit([
      ['deleteState', 'c-delete'],
      ['deleteState', 'c-absent'],
    ]),
    await on.evaluate([
      ['getState', 'c-delete'],
      ['getHistory', 'c-delete'],
      ['getHistory', 'c-absent'],
    ]),
  ],
  'GET_STATE_BY_RANGE and QUERY_STATE_NEXT: more entries than one answer holds': async (on) => [
    await on.submit([['putMany', 'c-many', '250']]),
    await on.evaluate([['getRange', 'c-many', 'c-manz']]),
  ],
  'GET_STATE_BY_RANGE: borders, the wrong way round, and composite keys apart': async (on) => [
    await on.submit([
      ['putState', 'c-r1', '1'],
      ['putState', 'c-r2', '2'],
      ['putComposite', 'v', 'c-type', 'a', 'b'],
    ]),
    await on.evaluate([
      ['getRange', 'c-r1', 'c-r2'],
      ['getRange', 'c-r2', 'c-r1'],
      ['getRange', 'c-r1', 'c-r3'],
      ['getComposite', 'c-type'],
      ['getComposite', 'c-type', 'a'],
      ['getComposite', 'c-type', 'b'],
    ]),
  ],
  'QUERY_STATE_CLOSE: an iterator left early': async (on) => [
    await on.submit([['putMany', 'c-close', '120']]),
    await on.evaluate([
      ['getRangeFirst', 'c-close', 'c-closf'],
      ['getRangeFirst', 'c-close', 'c-closf'],
    ]),
  ],
  'GET_STATE_BY_RANGE with pages: sizes and bookmarks': async (on) => [
    await on.submit([['putMany', 'c-page', '5']]),
    await on.evaluate([
      ['getRangePage', '2', '', 'c-page', 'c-pagf'],
      ['getRangePage', '2', 'c-page0002', 'c-page', 'c-pagf'],
      ['getRangePage', '2', 'c-page0004', 'c-page', 'c-pagf'],
      ['getRangePage', '0', '', 'c-page', 'c-pagf'],
      ['getRangePage', '-1', '', 'c-page', 'c-pagf'],
    ]),
  ],
  'GET_STATE_BY_RANGE with pages: refused in a transaction that writes': async (on) => [
    await on.submit([
      ['getRangePage', '2', '', 'c-page', 'c-pagf'],
      ['putState', 'c-paged', 'v'],
    ]),
    await on.submit([
      ['putState', 'c-paged', 'v'],
      ['getRangePage', '2', '', 'c-page', 'c-pagf'],
    ]),
  ],
  'GET_QUERY_RESULT: refused, as with LevelDB': (on) =>
    on.evaluate([
      ['getQuery', rich],
      ['getQueryPage', '2', '', rich],
      ['getPrivateQuery', 'SH1Collection', rich],
    ]),
  'GET_HISTORY_FOR_KEY: values and deletions, newest first': async (on) => [
    await on.submit([['putState', 'c-history', 'one']]),
    await on.submit([['putState', 'c-history', 'two']]),
    await on.submit([['deleteState', 'c-history']]),
    await on.submit([['putState', 'c-history', 'three']]),
    await on.evaluate([['getHistory', 'c-history']]),
  ],
  'PUT_STATE_METADATA and GET_STATE_METADATA: a key policy, kept over a write and gone with a deletion':
    async (on) => [
      await on.submit([
        ['putState', 'c-policy', 'v'],
        ['setPolicy', 'c-policy', 'CommunityMSP', 'SH2MSP'],
      ]),
      await on.submit([['putState', 'c-policy', 'w']]),
      await on.evaluate([['getPolicy', 'c-policy']]),
      await on.submit([['deleteState', 'c-policy']]),
      await on.evaluate([
        ['getPolicy', 'c-policy'],
        ['getPolicy', 'c-absent'],
      ]),
    ],
  'PUT_STATE_METADATA: the policy of a key without a value': (on) =>
    on.submit([['setPolicy', 'c-no-value', 'SH1MSP']]),
  'INVOKE_CHAINCODE: unknown chaincode, itself, another channel': (on) =>
    on.evaluate([
      ['invoke', 'nosuch', '', 'run', '[]'],
      ['invoke', on.chaincode, '', 'run', '[["getState","c-get"]]'],
      ['invoke', on.chaincode, 'otherchannel', 'run', '[]'],
    ]),
  'INVOKE_CHAINCODE: system chaincodes': (on) =>
    on.evaluate([
      ['invoke', 'qscc', on.channel, 'GetTransactionByID', on.channel, 'absent'],
      ['invoke', 'cscc', '', 'GetChannels'],
      ['invoke', '_lifecycle', '', 'QueryInstalledChaincodes'],
    ]),
  'COMPLETED with an event: one, the last of several, none without a name': (on) =>
    on.submit([
      ['setEvent', 'first', '1'],
      ['setEvent', 'second', '2'],
      ['setEvent', '', '3'],
    ]),
  'ERROR: the chaincode fails, evaluated and endorsed': async (on) => [
    await on.evaluate([['fail', 'NOT_TODAY: come back']]),
    await on.submit([
      ['putState', 'c-failed', 'v'],
      ['fail', 'NOT_TODAY: come back'],
    ]),
    await on.evaluate([['getState', 'c-failed']]),
  ],
};
