type Fields = Readonly<Record<string, unknown>>;

/** Records that say of tokens where they are, in which fields, and the record after which they are somewhere else. */
const KEPT: Readonly<Record<string, { readonly fields: readonly string[]; readonly until?: string }>> = {
  balance: { fields: ['amount'] },
  credit: { fields: ['amount'] },
  hold: { fields: ['amount'], until: 'holdOutcome' },
  auction: { fields: ['bond'], until: 'settlement' },
  bid: { fields: ['bond'], until: 'settlement' },
  delivery: { fields: ['bond', 'proceeds'], until: 'deliveryRelease' },
};

/**
 * All tokens that a ledger's records account for: balances, credits, open holds, and what the market keeps: bonds of auctions that
 * are not settled, and deliveries that are not paid out.
 */
export function tokensOf(records: Fields): bigint {
  return Object.entries(records).reduce(
    (sum, [key, value]) => sum + tokensIn(key, value as Fields, records),
    0n,
  );
}

function tokensIn(key: string, record: Fields, records: Fields): bigint {
  const [type = '', ...attributes] = key.split('/');
  const { fields = [], until } = KEPT[type] ?? {};
  // A bid is over with its auction.
  const place = until === 'settlement' ? attributes.slice(0, 1) : attributes;
  if (until !== undefined && records[[until, ...place].join('/')] !== undefined) return 0n;
  return fields.reduce((sum, field) => sum + BigInt(record[field] as string), 0n);
}
