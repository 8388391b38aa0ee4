import type { common, peer } from '@hyperledger/fabric-protos';
import { CodedError } from '../errors.js';
import { decodeBlock } from './decodeBlock.js';
import type { EventPosition } from './EventPosition.js';
import { followStream } from './followStream.js';
import type { LedgerBlock } from './LedgerBlock.js';
import type { Session } from './Session.js';

export interface BlocksOptions {
  /** Where to go on; its `block` counts. */
  readonly checkpoint?: { load(): Promise<EventPosition | undefined> };
  /** First block when there is no checkpoint, or nothing in it yet. 0 by default. */
  readonly startBlock?: number;
  /** Ask for the private data of the collections that this party's organisation is a member of. */
  readonly withPrivateData?: boolean;
  /** Ends the iteration. Leaving the loop, or closing the client, does too. */
  readonly signal?: AbortSignal;
}

/** Yields every block from the start on, each once and in order, across broken connections. */
export async function* followBlocks(
  session: Session,
  options: BlocksOptions,
): AsyncGenerator<LedgerBlock, void, undefined> {
  let next = (await options.checkpoint?.load())?.block ?? options.startBlock ?? 0;
  const signal = anySignal(session.signal, options.signal);
  const { network } = session;
  const stream: AsyncGenerator<common.Block | peer.BlockAndPrivateData, void, undefined> =
    options.withPrivateData === true
      ? followStream(() => network.getBlockAndPrivateDataEvents({ startBlock: BigInt(next) }), {
          session,
          signal,
        })
      : followStream(() => network.getBlockEvents({ startBlock: BigInt(next) }), { session, signal });
  for await (const delivered of stream) {
    const block = decodeDelivered(delivered);
    if (block.number !== next) {
      const text = `the peer delivered block ${String(block.number)} where ${String(next)} was due`;
      throw new CodedError('BLOCK_OUT_OF_ORDER', text);
    }
    next = block.number + 1;
    yield block;
  }
}

function decodeDelivered(delivered: common.Block | peer.BlockAndPrivateData): LedgerBlock {
  if (!('getPrivateDataMapMap' in delivered)) return decodeBlock(delivered);
  const block = delivered.getBlock();
  if (block === undefined)
    throw new CodedError('BLOCK_UNREADABLE', 'the peer delivered private data without a block');
  // google-protobuf comes without types.
  return decodeBlock(block, delivered.getPrivateDataMapMap());
}

function anySignal(closing: AbortSignal, given: AbortSignal | undefined): AbortSignal {
  return given === undefined ? closing : AbortSignal.any([closing, given]);
}
