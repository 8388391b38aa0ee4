import { transactions, type TransactionDefinition } from '@acequia/protocol';
import type { AccessCase } from './AccessCase.js';
import { accessCases } from './accessCases.js';

export interface NamedCase extends AccessCase {
  readonly contract: string;
  readonly name: string;
  readonly writes?: boolean;
}

/** All cases, with their names. */
export function everyCase(): readonly NamedCase[] {
  const table: Readonly<Record<string, Readonly<Record<string, TransactionDefinition>>>> = transactions;
  return Object.entries(accessCases).flatMap(([contract, cases]) =>
    Object.entries<AccessCase>(cases).map(([name, entry]) => ({
      contract,
      name,
      writes: table[contract]?.[name]?.kind === 'submit',
      ...entry,
    })),
  );
}
