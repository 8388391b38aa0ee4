import type { Statement } from '@acequia/protocol';

/** A statement without its salt, which serves the ledger's hash alone. */
export type StatementView = Omit<Statement, 'salt'>;

export function presentStatement({ salt: _, ...statement }: Statement): StatementView {
  return statement;
}
