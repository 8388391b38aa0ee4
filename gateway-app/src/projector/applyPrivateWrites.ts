import type { CollectionWrites, LedgerTransaction } from '@acequia/protocol/fabric';
import type { Database } from '../readModel/Database.js';
import { handlers } from './handlers/handlers.js';
import { homeOfCollection } from './homeOfCollection.js';
import type { ProjectionScope } from './ProjectionScope.js';

const NONE: ReadonlyMap<string, Buffer> = new Map();

/**
 * Applies what the peer gave of a transaction's writes to collections.
 *
 * @returns the homes whose collections are ours to see and of which something is not there (yet, or any more).
 */
export function applyPrivateWrites(
  database: Database,
  block: number,
  transaction: LedgerTransaction,
  scope: ProjectionScope,
): string[] {
  const gaps: string[] = [];
  for (const written of transaction.collections) {
    const homeId = homeOfCollection(written.collection);
    if (written.namespace !== scope.chaincode || homeId === undefined) continue;
    if (!scope.isMember(homeId)) continue;
    applyCollection(database, { block, position: transaction.index, homeId }, written, scope);
    if (isIncomplete(written)) gaps.push(homeId);
  }
  return gaps;
}

function applyCollection(
  database: Database,
  place: { readonly block: number; readonly position: number; readonly homeId: string },
  { writes }: CollectionWrites,
  { isMember, opener }: ProjectionScope,
): void {
  if (writes === 'notAvailable') return;
  const target = { database, ...place, isMember, opener, essentials: NONE };
  for (const { key, value } of writes) {
    const handler = handlers.private.get(key.type ?? '');
    // Private records are never deleted but by a purge, which has a public record of its own.
    if (value !== undefined) handler?.put(target, key.attributes, value);
  }
}

function isIncomplete({ hashed, writes }: CollectionWrites): boolean {
  const expected = hashed.filter((write) => !write.isPurge).length;
  const given = writes === 'notAvailable' ? 0 : writes.length;
  return given < expected;
}
