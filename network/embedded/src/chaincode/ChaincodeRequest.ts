import type { TransactionContext } from './TransactionContext.js';

/**
 * Answers one message of a chaincode: what the RESPONSE carries, `undefined` for nothing.
 *
 * @throws Error whose text goes to the chaincode
 */
export type ChaincodeRequest = (context: TransactionContext, payload: Uint8Array) => Uint8Array | undefined;
