type Fields = Readonly<Record<string, unknown>>;

/**
 * All tokens that a ledger's records account for: balances, credits, open holds, and what the market keeps: bonds of auctions that
 * are not settled, and deliveries that are not paid out.
 */
export function tokensOf(records: Fields): bigint {
  let sum = 0n;
  for (const [key, value] of Object.entries(records)) {
    const [type = '', ...attributes] = key.split('/');
    const record = value as Readonly<Record<string, string>>;
    const isOver = (end: string, of = attributes): boolean => records[[end, ...of].join('/')] !== undefined;
    if (type === 'balance' || type === 'credit') sum += BigInt(record.amount ?? '0');
    if (type === 'hold' && !isOver('holdOutcome')) sum += BigInt(record.amount ?? '0');
    const isBond = type === 'auction' || type === 'bid';
    if (isBond && !isOver('settlement', attributes.slice(0, 1))) sum += BigInt(record.bond ?? '0');
    if (type === 'delivery' && !isOver('deliveryRelease')) {
      sum += BigInt(record.bond ?? '0') + BigInt(record.proceeds ?? '0');
    }
  }
  return sum;
}
