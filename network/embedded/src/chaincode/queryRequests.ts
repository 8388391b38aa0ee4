import { peer } from '@hyperledger/fabric-protos';
import { decodeRequest } from './decodeRequest.js';
import { historyResults } from './historyResults.js';
import { rangeResults } from './rangeResults.js';
import type { RangeIterator } from '../simulation/RangeIterator.js';
import type { TransactionContext } from './TransactionContext.js';

/** core.yaml's `ledger.state.totalQueryLimit`: most results of one query. */
const totalQueryLimit = 100_000;

interface Page {
  readonly size: number;
  readonly bookmark: string;
}

function getStateByRange(context: TransactionContext, payload: Uint8Array): Uint8Array {
  const request = decodeRequest(peer.GetStateByRange, payload, [1, 2, 3]);
  const page = pageOf(request.getMetadata_asU8());
  const paginated = request.getCollection() === '' && page !== undefined;
  const limit = limitOf(page);
  const range = paginated ? openPage(context, request, page, limit) : openRange(context, request);
  return context.queries.start(rangeResults(context.call.chaincode, range), limit, paginated);
}

function openRange(context: TransactionContext, request: peer.GetStateByRange): RangeIterator {
  const { simulator, chaincode } = context.call;
  const collection = request.getCollection();
  if (collection === '') {
    return simulator.getStateRange(chaincode, request.getStartkey(), request.getEndkey(), 0);
  }
  context.checkRead(collection);
  return simulator.getPrivateDataRange(chaincode, collection, request.getStartkey(), request.getEndkey());
}

// A page of no size is one of as many results as a query may have.
function openPage(
  { call: { simulator, chaincode } }: TransactionContext,
  request: peer.GetStateByRange,
  { bookmark }: Page,
  limit: number,
): RangeIterator {
  const start = bookmark === '' ? request.getStartkey() : bookmark;
  return simulator.getStateRange(chaincode, start, request.getEndkey(), limit);
}

/** Rich queries: what a peer with a LevelDB state answers. */
function getQueryResult(context: TransactionContext, payload: Uint8Array): never {
  const request = decodeRequest(peer.GetQueryResult, payload, [1, 2]);
  const page = pageOf(request.getMetadata_asU8());
  const collection = request.getCollection();
  const { simulator, chaincode } = context.call;
  if (collection === '') return simulator.executeQuery(page !== undefined);
  context.checkRead(collection);
  return simulator.executePrivateDataQuery(chaincode, collection);
}

function getHistoryForKey(context: TransactionContext, payload: Uint8Array): Uint8Array {
  const request = decodeRequest(peer.GetHistoryForKey, payload, [1]);
  const { simulator, chaincode } = context.call;
  const history = simulator.getHistory(chaincode, request.getKey());
  return context.queries.start(historyResults(history), totalQueryLimit, false);
}

function queryStateNext({ queries }: TransactionContext, payload: Uint8Array): Uint8Array {
  const request = decodeRequest(peer.QueryStateNext, payload, [1]);
  return queries.next(request.getId(), totalQueryLimit);
}

function queryStateClose({ queries }: TransactionContext, payload: Uint8Array): Uint8Array {
  const request = decodeRequest(peer.QueryStateClose, payload, [1]);
  return queries.close(request.getId());
}

function pageOf(bytes: Uint8Array): Page | undefined {
  if (bytes.length === 0) return undefined;
  const metadata = decodeRequest(peer.QueryMetadata, bytes, [2]);
  const page = { size: metadata.getPagesize(), bookmark: metadata.getBookmark() };
  return page.size === 0 && page.bookmark === '' ? undefined : page;
}

function limitOf(page: Page | undefined): number {
  return page !== undefined && page.size > 0 && page.size < totalQueryLimit ? page.size : totalQueryLimit;
}

/** Ranges, pages and histories, in batches. */
export const queryRequests = {
  getStateByRange,
  getQueryResult,
  getHistoryForKey,
  queryStateNext,
  queryStateClose,
};
