import type { ChaincodeDefinition } from '../definitions/ChaincodeDefinition.js';
import type { ChaincodeCall } from './ChaincodeCall.js';
import { CollectionAccess } from './CollectionAccess.js';
import { OpenQueries } from './OpenQueries.js';

/** What one call of one chaincode may do and has open. A chaincode that is called by another has a context of its own. */
export class TransactionContext {
  readonly call: ChaincodeCall;
  readonly isInit: boolean;
  readonly queries = new OpenQueries();
  readonly #access: CollectionAccess;

  constructor(channel: string, definition: ChaincodeDefinition, call: ChaincodeCall) {
    this.call = call;
    this.isInit = call.input.getIsInit();
    this.#access = new CollectionAccess(channel, definition, call.creator);
  }

  /** @throws Error with Fabric's text when the call may not read the collection's values */
  checkRead(collection: string): void {
    this.checkNoInit();
    this.#access.checkRead(collection);
  }

  /** @throws Error with Fabric's text when the call may not write to the collection */
  checkWrite(collection: string): void {
    this.checkNoInit();
    this.#access.checkWrite(collection);
  }

  /** @throws Error in an Init, which has no private data */
  checkNoInit(): void {
    if (this.isInit) throw new Error('private data APIs are not allowed in chaincode Init()');
  }
}
