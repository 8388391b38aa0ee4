import { privateRecords, publicRecords, type Statement } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { MonitoringError } from './MonitoringError.js';

/**
 * Puts the community's regular message into a home's collection, once.
 *
 * @throws MonitoringError STATEMENT_MISMATCH when the private message names another home or id, STATEMENT_EXISTS.
 * @throws LedgerError HOME_UNKNOWN.
 */
export async function deliverStatement(
  { state, privateState }: WriteTransaction,
  { homeId, statementId }: RequestOf<'monitoring', 'deliverStatement'>,
  { statement }: { readonly statement: Statement },
): Promise<void> {
  await state.getRequired(publicRecords.home, [homeId]);
  if (statement.homeId !== homeId || statement.statementId !== statementId) {
    throw new MonitoringError('STATEMENT_MISMATCH', 'the statement is for another home or of another id');
  }
  const collection = privateState(homeId);
  if ((await collection.hashOf(privateRecords.statement, [statementId])) !== undefined) {
    throw new MonitoringError('STATEMENT_EXISTS', `${homeId} has the statement ${statementId} already`);
  }
  await collection.put(privateRecords.statement, [statementId], statement);
}
