import { CodedError } from '@acequia/protocol';
import {
  essentialsOf,
  type LedgerBlock,
  type LedgerTransaction,
  type PublicWrite,
} from '@acequia/protocol/fabric';
import type { Database } from '../readModel/Database.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { applyPrivateWrites } from './applyPrivateWrites.js';
import { checkChain } from './checkChain.js';
import { handlers } from './handlers/handlers.js';
import type { WriteTarget } from './handlers/RecordHandler.js';
import type { ProjectionScope } from './ProjectionScope.js';

/**
 * Brings the read model from one block to the next in one SQLite transaction: the block, its transactions and all valid
 * writes, or, when the process dies or something fails, nothing. The last block in is the checkpoint.
 *
 * @throws CodedError BLOCK_MISSING, BLOCK_CHAIN_BROKEN, PROJECTION_FAILED.
 */
export function applyBlock(model: ReadModel, block: LedgerBlock, scope: ProjectionScope): void {
  const { database } = model;
  // What is opened lies in the repository before the read model has it: with the keys gone, no rebuild would get it again.
  const inBoth = (work: () => void): void => {
    database.transaction(() => {
      scope.opener.atomically(work);
    });
  };
  inBoth(() => {
    checkChain(model.ledger.lastBlock(), block);
    database.run(
      'INSERT INTO blocks (number, hash, previousHash, dataHash, transactions) VALUES (?, ?, ?, ?, ?)',
      block.number,
      block.hash,
      block.previousHash,
      block.dataHash,
      block.transactions.length,
    );
    for (const transaction of block.transactions) {
      insertTransaction(database, block.number, transaction);
      if (transaction.validationCode === 'VALID')
        applyTransaction(database, block.number, transaction, scope);
    }
  });
}

function insertTransaction(database: Database, block: number, transaction: LedgerTransaction): void {
  database.run(
    `INSERT INTO transactions (block, position, id, type, timeMs, mspId, keyHash, validationCode, function)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    block,
    transaction.index,
    transaction.id,
    transaction.type,
    transaction.channelTime,
    transaction.creator?.mspId ?? null,
    transaction.creator?.keyHash ?? null,
    transaction.validationCode,
    transaction.function ?? null,
  );
}

function applyTransaction(
  database: Database,
  block: number,
  transaction: LedgerTransaction,
  scope: ProjectionScope,
): void {
  const { isMember, opener } = scope;
  const essentials = essentialsOf(transaction);
  const target = { database, block, position: transaction.index, isMember, opener, essentials };
  try {
    for (const write of transaction.writes) {
      if (write.namespace === scope.chaincode) applyPublicWrite(target, write);
    }
    for (const homeId of applyPrivateWrites(database, block, transaction, scope)) {
      database.run(
        'INSERT INTO privateGaps (block, position, homeId) VALUES (?, ?, ?)',
        block,
        transaction.index,
        homeId,
      );
    }
  } catch (cause) {
    throw new CodedError(
      'PROJECTION_FAILED',
      `transaction ${transaction.index} of block ${block} (${transaction.function ?? 'no function'}) cannot be projected`,
      { cause },
    );
  }
}

function applyPublicWrite(target: WriteTarget, { key, value }: PublicWrite): void {
  const handler = handlers.public.get(key.type ?? '');
  if (handler === undefined) return;
  if (value === undefined) handler.remove?.(target, key.attributes);
  else handler.put(target, key.attributes, value);
}
