import { Buffer } from 'node:buffer';
import type { Context } from 'fabric-contract-api';
import { hex } from './hex.js';
import { keyPolicy } from './keyPolicy.js';
import { readEntries } from './readEntries.js';
import { readHistory } from './readHistory.js';
import { readPage } from './readPage.js';
import { shown } from './shown.js';
import type { StubCallName } from './StubCall.js';

type StubMethod = (stub: Context['stub'], ...args: string[]) => unknown;
const bytes = (text: string): Uint8Array => Buffer.from(text);

/** How each call is made. Missing arguments reach the stub as empty text. */
export const stubMethods: Readonly<Record<Exclude<StubCallName, 'fail'>, StubMethod>> = {
  getState: async (stub, key = '') => shown(await stub.getState(key)),
  putState: (stub, key = '', value = '') => stub.putState(key, bytes(value)),
  putBytes: (stub, key = '', value = '') => stub.putState(key, Buffer.from(value, 'hex')),
  putMany: async (stub, prefix = '', count = '') => {
    for (let index = 0; index < Number(count); index += 1)
      await stub.putState(`${prefix}${String(index).padStart(4, '0')}`, bytes(String(index)));
  },
  deleteState: (stub, key = '') => stub.deleteState(key),
  setPolicy: (stub, key = '', ...mspIds) => stub.setStateValidationParameter(key, keyPolicy(mspIds)),
  getPolicy: async (stub, key = '') => hex(await stub.getStateValidationParameter(key)),
  getRange: (stub, start = '', end = '') => readEntries(stub.getStateByRange(start, end)),
  getRangePage: (stub, size = '', bookmark = '', start = '', end = '') =>
    readPage(stub.getStateByRangeWithPagination(start, end, Number(size), bookmark)),
  getRangeFirst: async (stub, start = '', end = '') => {
    const iterator = await stub.getStateByRange(start, end);
    const first = await iterator.next();
    await iterator.close();
    return [first.value.key, shown(first.value.value)];
  },
  putComposite: (stub, value = '', type = '', ...attributes) =>
    stub.putState(stub.createCompositeKey(type, attributes), bytes(value)),
  getComposite: (stub, type = '', ...attributes) =>
    readEntries(stub.getStateByPartialCompositeKey(type, attributes)),
  getCompositePage: (stub, size = '', bookmark = '', type = '', ...attributes) =>
    readPage(stub.getStateByPartialCompositeKeyWithPagination(type, attributes, Number(size), bookmark)),
  getHistory: (stub, key = '') => readHistory(stub.getHistoryForKey(key)),
  getQuery: (stub, query = '') => readEntries(stub.getQueryResult(query)),
  getQueryPage: (stub, size = '', bookmark = '', query = '') =>
    readPage(stub.getQueryResultWithPagination(query, Number(size), bookmark)),
  getPrivate: async (stub, collection = '', key = '') => shown(await stub.getPrivateData(collection, key)),
  getPrivateHash: async (stub, collection = '', key = '') =>
    hex(await stub.getPrivateDataHash(collection, key)),
  putPrivate: (stub, collection = '', key = '', value = '') =>
    stub.putPrivateData(collection, key, bytes(value)),
  putPrivateFromTransient: (stub, collection = '', key = '', field = '') =>
    stub.putPrivateData(collection, key, stub.getTransient().get(field) ?? bytes('')),
  deletePrivate: (stub, collection = '', key = '') => stub.deletePrivateData(collection, key),
  purgePrivate: (stub, collection = '', key = '') => stub.purgePrivateData(collection, key),
  setPrivatePolicy: (stub, collection = '', key = '', ...mspIds) =>
    stub.setPrivateDataValidationParameter(collection, key, keyPolicy(mspIds)),
  getPrivatePolicy: async (stub, collection = '', key = '') =>
    hex(await stub.getPrivateDataValidationParameter(collection, key)),
  getPrivateRange: (stub, collection = '', start = '', end = '') =>
    readEntries(stub.getPrivateDataByRange(collection, start, end)),
  putPrivateComposite: (stub, collection = '', value = '', type = '', ...attributes) =>
    stub.putPrivateData(collection, stub.createCompositeKey(type, attributes), bytes(value)),
  getPrivateComposite: (stub, collection = '', type = '', ...attributes) =>
    readEntries(stub.getPrivateDataByPartialCompositeKey(collection, type, attributes)),
  getPrivateQuery: (stub, collection = '', query = '') =>
    readEntries(stub.getPrivateDataQueryResult(collection, query)),
  setEvent: (stub, name = '', payload = '') => {
    stub.setEvent(name, bytes(payload));
  },
  invoke: async (stub, chaincode = '', channel = '', ...args) => {
    const { status, message, payload } = await stub.invokeChaincode(chaincode, args, channel);
    return { status, message, payload: hex(payload ?? new Uint8Array()) };
  },
  transient: (stub, field = '') => {
    const value = stub.getTransient().get(field);
    return value === undefined ? null : shown(value);
  },
  fields: (stub) => ({
    channel: stub.getChannelID(),
    call: stub.getFunctionAndParameters().fcn,
    mspId: stub.getMspID(),
    creator: stub.getCreator().mspid,
    transient: [...stub.getTransient().keys()].sort(),
    txIdDigits: stub.getTxID().length,
    bindingDigits: stub.getBinding().length,
    isRecent: Math.abs(stub.getDateTimestamp().getTime() - Date.now()) < 60_000,
  }),
  exit: () => process.exit(1),
};
