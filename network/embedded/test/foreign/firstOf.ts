import type { CloseableAsyncIterable } from '@hyperledger/fabric-gateway';

/** The first so many of a stream, which is closed then. */
export async function firstOf<T>(stream: CloseableAsyncIterable<T>, count: number): Promise<T[]> {
  const found: T[] = [];
  try {
    for await (const one of stream) {
      found.push(one);
      if (found.length >= count) break;
    }
  } finally {
    stream.close();
  }
  return found;
}
