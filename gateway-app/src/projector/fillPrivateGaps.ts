import type { LedgerBlock } from '@acequia/protocol/fabric';
import { z } from 'zod';
import type { Database } from '../readModel/Database.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { applyPrivateWrites } from './applyPrivateWrites.js';
import type { BlockSource } from './BlockSource.js';
import type { ProjectionScope } from './ProjectionScope.js';

const countSchema = z.strictObject({ count: z.int() });

/**
 * Asks for blocks again whose private data the peer did not have when they were projected: peers fetch such data from
 * each other afterwards. What has come is applied; what has been purged meanwhile is no longer waited for.
 */
export async function fillPrivateGaps(
  model: ReadModel,
  source: BlockSource,
  scope: ProjectionScope,
  signal: AbortSignal,
): Promise<void> {
  forgetPurged(model.database);
  const blocks = new Set(model.ledger.privateGaps().map(({ block }) => block));
  for (const number of blocks) {
    for await (const block of source.blocks({ startBlock: number, withPrivateData: true, signal })) {
      await scope.opener.prepare(block);
      model.database.transaction(() => {
        scope.opener.atomically(() => {
          fillBlock(model, block, scope);
        });
      });
      break;
    }
    if (signal.aborted) return;
  }
}

function fillBlock({ database, ledger }: ReadModel, block: LedgerBlock, scope: ProjectionScope): void {
  const gaps = ledger.privateGaps().filter((gap) => gap.block === block.number);
  for (const transaction of block.transactions) {
    const ofTransaction = gaps.filter((gap) => gap.position === transaction.index);
    if (ofTransaction.length === 0) continue;
    const left = new Set(applyPrivateWrites(database, block.number, transaction, scope));
    for (const { homeId } of ofTransaction) {
      if (left.has(homeId)) continue;
      database.run(
        'DELETE FROM privateGaps WHERE block = ? AND position = ? AND homeId = ?',
        block.number,
        transaction.index,
        homeId,
      );
    }
  }
}

/** A transaction whose windows all have their extended datasets, had them erased or sealed again, has nothing more to give. */
function forgetPurged(database: Database): void {
  const awaited = database.get(countSchema, 'SELECT count(*) AS count FROM privateGaps');
  if (awaited?.count === 0) return;
  database.run(
    `DELETE FROM privateGaps WHERE (block, position) IN (
        SELECT block, position FROM windows UNION SELECT revisionBlock, revisionPosition FROM windows)
      AND (block, position) NOT IN (
        SELECT revisionBlock, revisionPosition FROM windows WHERE extended = 'missing')`,
  );
}
