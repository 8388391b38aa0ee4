import type { ChaincodeEvent } from '@hyperledger/fabric-gateway';
import type { EventPosition } from './EventPosition.js';
import { followStream } from './followStream.js';
import type { ContractEvent } from './LedgerBlock.js';
import type { Session } from './Session.js';

export interface ContractEventsOptions {
  /** Where to go on. Save an event's `position` once it has been handled. */
  readonly checkpoint?: { load(): Promise<EventPosition | undefined> };
  /** First block when there is no checkpoint, or nothing in it yet. 0 by default. */
  readonly startBlock?: number;
  readonly signal?: AbortSignal;
}

export interface DeliveredContractEvent extends ContractEvent {
  readonly blockNumber: number;
  readonly transactionId: string;
  /** To be saved in a checkpoint after this event. */
  readonly position: EventPosition;
}

/** Yields the events of valid transactions of the client's chaincode, each once and in order, across broken connections. */
export async function* followContractEvents(
  session: Session,
  options: ContractEventsOptions,
): AsyncGenerator<DeliveredContractEvent, void, undefined> {
  let position = (await options.checkpoint?.load()) ?? { block: options.startBlock ?? 0 };
  const signal =
    options.signal === undefined ? session.signal : AbortSignal.any([session.signal, options.signal]);
  const { network, chaincode } = session;
  const open = (): ReturnType<typeof network.getChaincodeEvents> =>
    network.getChaincodeEvents(chaincode, { checkpoint: asCheckpoint(position) });
  for await (const event of followStream(open, { session, signal })) {
    const delivered = toDelivered(event);
    position = delivered.position;
    yield delivered;
  }
}

function toDelivered(event: ChaincodeEvent): DeliveredContractEvent {
  const { chaincodeName, eventName, payload, transactionId } = event;
  const blockNumber = Number(event.blockNumber);
  const position = { block: blockNumber, afterTransactionId: transactionId };
  return { chaincode: chaincodeName, name: eventName, payload, blockNumber, transactionId, position };
}

function asCheckpoint(position: EventPosition): {
  getBlockNumber: () => bigint;
  getTransactionId: () => string | undefined;
} {
  return {
    getBlockNumber: () => BigInt(position.block),
    getTransactionId: () => position.afterTransactionId,
  };
}
