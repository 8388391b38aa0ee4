import type { Cases } from './Case.js';

const home1 = { mspId: 'SH1MSP', user: 'user1' };
const home2 = { mspId: 'SH2MSP', user: 'user1' };
const endorsers = ['CommunityMSP', 'SH1MSP'];
const secret = { secret: 'from transient' };

/** What chaincode asks of its peer about private data. */
export const privateDataCases: Cases = {
  'PUT_STATE and GET_STATE of a collection: by transient data, read by the members': async (on) => [
    await on.submit([['putPrivateFromTransient', 'SH1Collection', 'c-private', 'secret']], {
      transient: secret,
    }),
    await on.evaluate([['getPrivate', 'SH1Collection', 'c-private']]),
    await on.evaluate([['getPrivate', 'SH1Collection', 'c-private']], { caller: home1 }),
  ],
  'GET_STATE of a collection: refused to others, who see the hash': async (on) => [
    await on.evaluate([['getPrivate', 'SH1Collection', 'c-private']], { caller: home2 }),
    await on.evaluate([['getPrivateHash', 'SH1Collection', 'c-private']], { caller: home2 }),
    await on.evaluate([['getPrivateHash', 'SH1Collection', 'c-absent']], { caller: home2 }),
  ],
  'PUT_STATE of a collection: refused to those who are no members': (on) =>
    on.submit([['putPrivate', 'SH1Collection', 'c-foreign', 'v']], { caller: home2, endorsers }),
  'GET_PRIVATE_DATA_HASH: present, absent, unknown collection, no key': (on) =>
    on.evaluate([
      ['getPrivateHash', 'SH1Collection', 'c-private'],
      ['getPrivateHash', 'SH1Collection', 'c-absent'],
      ['getPrivateHash', 'NoCollection', 'c-private'],
      ['getPrivateHash', 'SH1Collection', ''],
    ]),
  'GET_STATE_BY_RANGE of a collection: entries, and composite keys': async (on) => [
    await on.submit([
      ['putPrivate', 'SH1Collection', 'c-pr1', '1'],
      ['putPrivate', 'SH1Collection', 'c-pr2', '2'],
      ['putPrivateComposite', 'SH1Collection', 'v', 'c-type', 'a'],
    ]),
    await on.evaluate([
      ['getPrivateRange', 'SH1Collection', 'c-pr', 'c-ps'],
      ['getPrivateComposite', 'SH1Collection', 'c-type'],
      ['getPrivateRange', 'NoCollection', 'a', 'b'],
    ]),
  ],
  'GET_STATE_BY_RANGE of a collection: refused in a transaction that writes': async (on) => [
    await on.submit([
      ['getPrivateRange', 'SH1Collection', 'c-pr', 'c-ps'],
      ['putState', 'c-ranged', 'v'],
    ]),
    await on.submit([
      ['putState', 'c-ranged', 'v'],
      ['getPrivateRange', 'SH1Collection', 'c-pr', 'c-ps'],
    ]),
  ],
  'DEL_STATE of a collection': async (on) => [
    await on.submit([['putPrivate', 'SH1Collection', 'c-deleted', 'v']]),
    await on.submit([['deletePrivate', 'SH1Collection', 'c-deleted']]),
    await on.evaluate([
      ['getPrivate', 'SH1Collection', 'c-deleted'],
      ['getPrivateHash', 'SH1Collection', 'c-deleted'],
    ]),
  ],
  'PURGE_PRIVATE_DATA: present, absent, and a value written again': async (on) => [
    await on.submit([['putPrivate', 'SH1Collection', 'c-purged', 'v']]),
    await on.submit([
      ['purgePrivate', 'SH1Collection', 'c-purged'],
      ['purgePrivate', 'SH1Collection', 'c-absent'],
    ]),
    await on.evaluate([
      ['getPrivate', 'SH1Collection', 'c-purged'],
      ['getPrivateHash', 'SH1Collection', 'c-purged'],
    ]),
    await on.submit([['putPrivate', 'SH1Collection', 'c-purged', 'w']]),
    await on.evaluate([['getPrivate', 'SH1Collection', 'c-purged']]),
  ],
  'PUT_STATE_METADATA and GET_STATE_METADATA of a collection': async (on) => [
    await on.submit([
      ['putPrivate', 'SH1Collection', 'c-policy', 'v'],
      ['setPrivatePolicy', 'SH1Collection', 'c-policy', 'CommunityMSP'],
    ]),
    await on.evaluate([
      ['getPrivatePolicy', 'SH1Collection', 'c-policy'],
      ['getPrivatePolicy', 'SH1Collection', 'c-absent'],
      ['getPrivatePolicy', 'NoCollection', 'c-policy'],
    ]),
  ],
  'private data: unknown collections': (on) =>
    on.evaluate([
      ['getPrivate', 'NoCollection', 'k'],
      ['putPrivate', 'NoCollection', 'k', 'v'],
      ['deletePrivate', 'NoCollection', 'k'],
      ['purgePrivate', 'NoCollection', 'k'],
      ['setPrivatePolicy', 'NoCollection', 'k', 'SH1MSP'],
    ]),
  'private data: an implicit collection of an organisation': async (on) => [
    await on.submit([['putPrivate', '_implicit_org_CommunityMSP', 'c-implicit', 'v']], { endorsers }),
    await on.evaluate([['getPrivate', '_implicit_org_CommunityMSP', 'c-implicit']]),
    await on.evaluate([['getPrivateHash', '_implicit_org_CommunityMSP', 'c-implicit']], { caller: home2 }),
    await on.evaluate([['getPrivate', '_implicit_org_CommunityMSP', 'c-implicit']], { caller: home2 }),
    await on.evaluate([['getPrivate', '_implicit_org_NowhereMSP', 'c-implicit']]),
  ],
  'transient data: an organisation that is no member asks': (on) =>
    on.submit([['putPrivateFromTransient', 'SH1Collection', 'c-nobody', 'secret']], {
      caller: home2,
      transient: secret,
    }),
};
