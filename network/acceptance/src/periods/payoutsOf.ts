import { accountRecordSchema, parseJsonWith } from '@acequia/protocol';
import type { LedgerTransaction } from '@acequia/protocol/fabric';
import { z } from 'zod';

const transferSchema = z.looseObject({ from: z.string(), to: z.string(), amount: z.string() });

/** A transfer out of the community's service account. */
export interface Payout {
  /** The organisation that owns the account it went to. */
  readonly to: string;
  /** Tokens, minor units. */
  readonly amount: string;
}

/** Everything that was paid out of a service account, in the order of the ledger. @param transactions all of them. */
export function payoutsOf(
  transactions: readonly LedgerTransaction[],
  serviceAccountId: string,
): readonly Payout[] {
  const owners = new Map(
    transactions
      .flatMap(({ writes }) => writes)
      .filter(({ key, isDelete }) => key.type === 'account' && !isDelete)
      .map(({ value }) => parseJsonWith(accountRecordSchema, text(value)))
      .map(({ accountId, ownerMspId }) => [accountId, ownerMspId]),
  );
  return transactions
    .filter(({ function: name, request }) => name === 'token:transfer' && request !== undefined)
    .map(({ request }) => parseJsonWith(transferSchema, text(request)))
    .filter(({ from }) => from === serviceAccountId)
    .map(({ to, amount }) => ({ to: owners.get(to) ?? to, amount }));
}

function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}
