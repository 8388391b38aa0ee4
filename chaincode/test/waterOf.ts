/** What the ledger has of an account that holds lots of water. */
export function waterOf(accountId: string, lots: number): object {
  return { accountId, resource: 'water', lots };
}
