import type { Statement } from '@acequia/protocol';
import { omit } from '../omit.js';

/** A statement without its salt, which serves the ledger's hash alone. */
export type StatementView = Omit<Statement, 'salt'>;

export function presentStatement(statement: Statement): StatementView {
  return omit(statement, 'salt');
}
