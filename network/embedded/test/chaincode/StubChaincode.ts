import {
  Shim,
  type ChaincodeInterface,
  type ChaincodeResponse,
  type ChaincodeStub,
  type Iterators,
} from 'fabric-shim';

type Operation = (stub: ChaincodeStub, ...args: string[]) => unknown;

/** Every function of the stub under a name. Answers are JSON; errors are responses of status 500 with the error's text. */
export class StubChaincode implements ChaincodeInterface {
  async Init(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    await stub.putState('init', Buffer.from(stub.getArgs()[0] ?? ''));
    return Shim.success(Buffer.from(JSON.stringify('initialised')));
  }

  async Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    const { fcn, params } = stub.getFunctionAndParameters();
    const operation = operations[fcn];
    if (operation === undefined) return Shim.error(`no function ${fcn}`);
    try {
      const result = (await operation(stub, ...params)) ?? null;
      return Shim.success(Buffer.from(JSON.stringify(result)));
    } catch (error) {
      return Shim.error(error instanceof Error ? error.message : String(error));
    }
  }
}

const operations: Readonly<Record<string, Operation>> = {
  nothing: () => null,
  readMany: async (stub, count = '0') => {
    for (let number = 0; number < Number(count); number += 1) await stub.getState(`key${number}`);
  },
  readAtOnce: (stub, ...keys) => Promise.all(keys.map(async (key) => text(await stub.getState(key)))),
  get: async (stub, key = '') => text(await stub.getState(key)),
  put: (stub, key = '', value = '') => stub.putState(key, Buffer.from(value)),
  delete: (stub, key = '') => stub.deleteState(key),
  policy: async (stub, key = '') => text(await stub.getStateValidationParameter(key)),
  setPolicy: (stub, key = '', value = '') => stub.setStateValidationParameter(key, Buffer.from(value)),
  range: async (stub, start = '', end = '') => keysOf(await stub.getStateByRange(start, end)),
  rangeOpen: async (stub, start = '', end = '') => (await stub.getStateByRange(start, end)).next(),
  rangeClosed: async (stub, start = '', end = '') => {
    const iterator = await stub.getStateByRange(start, end);
    await iterator.next();
    await iterator.close();
  },
  composite: async (stub, type = '', ...parts) =>
    keysOf(await stub.getStateByPartialCompositeKey(type, parts)),
  page: async (stub, start = '', end = '', size = '0', bookmark = '') => {
    const page = await stub.getStateByRangeWithPagination(start, end, Number(size), bookmark);
    return { keys: await keysOf(page.iterator), metadata: page.metadata };
  },
  query: async (stub, query = '') => keysOf(await stub.getQueryResult(query)),
  queryPage: async (stub, query = '') => keysOf((await stub.getQueryResultWithPagination(query, 2)).iterator),
  queryPrivate: async (stub, collection = '', query = '') =>
    keysOf(await stub.getPrivateDataQueryResult(collection, query)),
  history: async (stub, key = '') => historyOf(await stub.getHistoryForKey(key)),
  getPrivate: async (stub, collection = '', key = '') => text(await stub.getPrivateData(collection, key)),
  getPrivateHash: async (stub, collection = '', key = '') =>
    Buffer.from(await stub.getPrivateDataHash(collection, key)).toString('hex'),
  putPrivate: (stub, collection = '', key = '', value = '') =>
    stub.putPrivateData(collection, key, Buffer.from(value)),
  deletePrivate: (stub, collection = '', key = '') => stub.deletePrivateData(collection, key),
  purgePrivate: (stub, collection = '', key = '') => stub.purgePrivateData(collection, key),
  privatePolicy: async (stub, collection = '', key = '') =>
    text(await stub.getPrivateDataValidationParameter(collection, key)),
  setPrivatePolicy: (stub, collection = '', key = '', value = '') =>
    stub.setPrivateDataValidationParameter(collection, key, Buffer.from(value)),
  privateRange: async (stub, collection = '', start = '', end = '') => {
    const keys: string[] = [];
    for await (const { key, value } of stub.getPrivateDataByRange(collection, start, end)) {
      keys.push(`${key}=${text(value)}`);
    }
    return keys;
  },
  call: async (stub, name = '', channel = '', ...args) => {
    const response = await stub.invokeChaincode(name, args, channel);
    return { ...response, payload: text(response.payload ?? Buffer.of()) };
  },
  event: (stub, name = '', payload = '') => {
    stub.setEvent(name, Buffer.from(payload));
  },
  fields: (stub) => ({
    txId: stub.getTxID(),
    channel: stub.getChannelID(),
    mspId: stub.getCreator().mspid,
    transient: Object.fromEntries([...stub.getTransient()].map(([name, value]) => [name, text(value)])),
    time: stub.getDateTimestamp().toISOString(),
    args: stub.getArgs(),
    signature: text(stub.getSignedProposal().signature),
    binding: stub.getBinding().length,
  }),
  crash: () => process.exit(1),
  hang: () => new Promise(() => undefined),
};

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

async function keysOf(iterator: Iterators.StateQueryIterator): Promise<string[]> {
  const keys: string[] = [];
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    keys.push(`${next.value.key}=${text(next.value.value)}`);
  }
  await iterator.close();
  return keys;
}

async function historyOf(iterator: Iterators.HistoryQueryIterator): Promise<unknown[]> {
  const entries: unknown[] = [];
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    const { txId, isDelete, value, timestamp } = next.value;
    entries.push({ txId, isDelete, value: text(value), seconds: Number(timestamp.seconds) });
  }
  return entries;
}
