import type { StateExpiry } from './BlockCommit.js';
import { column } from './column.js';
import type { StateTable } from './StateTable.js';
import type { StateWriter } from './StateWriter.js';
import type { StoreConnection } from './StoreConnection.js';
import type { StoreStatement } from './StoreStatement.js';

/**
 * State with a block-to-live, by the block at whose commit it goes (Fabric: core/ledger/kvledger/txmgmt/pvtstatepurgemgmt). Every
 * method throws LedgerStoreError.
 */
export class ExpiryTable {
  readonly #add: StoreStatement;
  readonly #due: StoreStatement;
  readonly #removeDue: StoreStatement;

  constructor(connection: StoreConnection) {
    this.#add = connection.prepare(
      'INSERT OR IGNORE INTO state_expiries (at_block, space, key, block, tx) VALUES (?, ?, ?, ?, ?)',
    );
    this.#due = connection.prepare('SELECT space, key, block, tx FROM state_expiries WHERE at_block <= ?');
    this.#removeDue = connection.prepare('DELETE FROM state_expiries WHERE at_block <= ?');
  }

  add({ atBlock, space, key, version }: StateExpiry): void {
    this.#add.run(atBlock, space, key, version.block, version.tx);
  }

  /** Deletes the state that goes with this block, unless it has been written again. Before the block's own updates. */
  expire(block: number, state: StateTable, writer: StateWriter): void {
    for (const row of this.#due.all(block)) {
      const [space, key] = [column.text(row[0]), column.bytes(row[1])];
      const version = state.get(space, key)?.version;
      if (version?.block === row[2] && version?.tx === row[3]) writer.write(space, key, undefined);
    }
    this.#removeDue.run(block);
  }
}
