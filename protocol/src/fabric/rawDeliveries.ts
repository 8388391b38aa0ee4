import type { CloseableAsyncIterable } from '@hyperledger/fabric-gateway';
import type { Session } from './Session.js';

/** A peer's three streams: whole blocks, what it tells of them in short, and blocks with the private data it gives. */
export type DeliveryKind = 'blocks' | 'filtered' | 'private';

interface Delivered {
  serializeBinary(): Uint8Array;
}

/**
 * The messages of one of the peer's streams from block 0 on, as their protobuf bytes, until the loop is left. A broken or
 * refused stream throws fabric-gateway's own error; nothing is retried.
 */
export async function* rawDeliveries(
  { network }: Session,
  kind: DeliveryKind,
): AsyncGenerator<Uint8Array, void, undefined> {
  const options = { startBlock: 0n };
  const open = {
    blocks: (): Promise<CloseableAsyncIterable<Delivered>> => network.getBlockEvents(options),
    filtered: (): Promise<CloseableAsyncIterable<Delivered>> => network.getFilteredBlockEvents(options),
    private: (): Promise<CloseableAsyncIterable<Delivered>> => network.getBlockAndPrivateDataEvents(options),
  } as const satisfies Record<DeliveryKind, () => Promise<CloseableAsyncIterable<Delivered>>>;
  const stream = await open[kind]();
  try {
    for await (const message of stream) yield message.serializeBinary();
  } finally {
    stream.close();
  }
}
