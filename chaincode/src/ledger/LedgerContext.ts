import { Context } from 'fabric-contract-api';
import type { LedgerStub } from './LedgerStub.js';

/** The context of one transaction: Fabric's stub, of which the ledger layer sees the part that it uses. */
export class LedgerContext extends Context {
  /** The stub, which Fabric's contract machinery sets after construction. */
  get ledgerStub(): LedgerStub {
    return this.stub;
  }

  /** Writes what happened to the chaincode's log; never arguments, values or messages. */
  logFailure(frames: string): void {
    this.logging.getLogger().error(frames);
  }
}
