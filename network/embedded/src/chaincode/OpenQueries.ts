import { peer } from '@hyperledger/fabric-protos';

/** Results per message between peer and chaincode: not a limit of the query. */
const batchSize = 100;

/** What a query gives, already as bytes: `queryresult.KV` or `queryresult.KeyModification`. */
export interface QueryResults {
  /** `undefined` at the end. */
  next(): Uint8Array | undefined;
  /** Where the next page starts. */
  bookmark(): string;
  close(): void;
}

interface OpenQuery {
  readonly results: QueryResults;
  /** Read from the results, and not sent yet. */
  pending: Uint8Array[];
  returned: number;
}

/** The queries of one call that the chaincode has not read to the end or closed. */
export class OpenQueries {
  readonly #open = new Map<string, OpenQuery>();
  #lastId = 0;

  /**
   * Starts a query and gives its first batch; a page is one batch and ends the query.
   *
   * @param limit most results in all
   * @returns `peer.QueryResponse` bytes
   */
  start(results: QueryResults, limit: number, paginated: boolean): Uint8Array {
    this.#lastId += 1;
    const id = String(this.#lastId);
    this.#open.set(id, { results, pending: [], returned: 0 });
    return this.#read(id, limit, paginated);
  }

  /** @throws Error with Fabric's text when there is no such query */
  next(id: string, limit: number): Uint8Array {
    return this.#read(id, limit, false);
  }

  /** Closing a query that is not open does nothing, as in Fabric. */
  close(id: string): Uint8Array {
    this.#end(id);
    return response(id, [], false);
  }

  closeAll(): void {
    for (const { results } of this.#open.values()) results.close();
    this.#open.clear();
  }

  #read(id: string, limit: number, paginated: boolean): Uint8Array {
    const query = this.#open.get(id);
    if (query === undefined) throw new Error('query iterator not found');
    try {
      const more = fill(query, limit, paginated ? limit : batchSize);
      if (more !== undefined) {
        const batch = query.pending;
        query.pending = [more];
        return response(id, batch, true);
      }
      const metadata = paginated ? pageMetadata(query) : undefined;
      this.#end(id);
      return response(id, query.pending, false, metadata);
    } catch (error) {
      this.#end(id);
      throw error;
    }
  }

  #end(id: string): void {
    this.#open.get(id)?.results.close();
    this.#open.delete(id);
  }
}

/** Reads until the limit or the end (`undefined`), or until the batch is full: then gives the result that had no room. */
function fill(query: OpenQuery, limit: number, size: number): Uint8Array | undefined {
  while (query.returned < limit) {
    const result = query.results.next();
    if (result === undefined) return undefined;
    query.returned += 1;
    if (query.pending.length === size) return result;
    query.pending.push(result);
  }
  return undefined;
}

function pageMetadata(query: OpenQuery): Uint8Array {
  const metadata = new peer.QueryResponseMetadata();
  metadata.setFetchedRecordsCount(query.returned);
  metadata.setBookmark(query.results.bookmark());
  return metadata.serializeBinary();
}

function response(
  id: string,
  results: readonly Uint8Array[],
  hasMore: boolean,
  metadata?: Uint8Array,
): Uint8Array {
  const message = new peer.QueryResponse();
  message.setId(id);
  message.setHasMore(hasMore);
  if (metadata !== undefined) message.setMetadata(metadata);
  message.setResultsList(
    results.map((bytes) => {
      const result = new peer.QueryResultBytes();
      result.setResultbytes(bytes);
      return result;
    }),
  );
  return message.serializeBinary();
}
