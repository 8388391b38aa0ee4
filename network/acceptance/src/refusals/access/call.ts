import type { CommunityLedger } from '@acequia/protocol/fabric';

type AnyMethod = (request: object, transient?: object) => Promise<unknown>;

/** Calls a function by its name, for tests that walk the table of transactions. */
export async function call(
  ledger: CommunityLedger,
  contract: string,
  name: string,
  request: object,
  transient?: object,
): Promise<unknown> {
  const contracts = ledger as unknown as Readonly<Record<string, Readonly<Record<string, AnyMethod>>>>;
  const method = contracts[contract]?.[name];
  if (method === undefined) throw new Error(`the client has no ${contract}:${name}`);
  return await method(request, transient);
}
