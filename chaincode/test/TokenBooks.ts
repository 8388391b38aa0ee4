import type { MarketPrice, Resource, SignedMarketPrice, VoucherRecord } from '@acequia/protocol';

interface Amount {
  readonly amount: string;
}
type Fields = Readonly<Partial<Record<string, string>>>;

/** The records of the token on a ledger, added up independently of the contract. */
export class TokenBooks {
  readonly #world: ReadonlyMap<string, Uint8Array>;
  /** Values are never changed in place: one that was read once need not be parsed again. */
  readonly #parsed = new WeakMap<Uint8Array, unknown>();

  /** @param world state by raw key; what changes in it later is seen. */
  constructor(world: ReadonlyMap<string, Uint8Array>) {
    this.#world = world;
  }

  /** The records of a type by the attributes of their keys, joined with `/`. */
  of<Value = Fields>(type: string): Map<string, Value> {
    const records = new Map<string, Value>();
    const prefix = `\0${type}\0`;
    for (const [key, bytes] of this.#world) {
      if (!key.startsWith(prefix)) continue;
      records.set(key.slice(prefix.length, -1).replaceAll('\0', '/'), this.#parse(bytes) as Value);
    }
    return records;
  }

  /** The key hash of the token's owner. */
  get owner(): string | undefined {
    return this.of<{ readonly owner: { readonly keyHash: string } }>('token').get('')?.owner.keyHash;
  }

  /** A resource's newest price on the market. */
  marketPrice(resource: Resource): MarketPrice | undefined {
    return this.of<SignedMarketPrice>('marketPrice').get(resource)?.price;
  }

  /** The one account that a voucher is meant for, if it is. */
  payeeOf(voucherId: string): string | undefined {
    return this.of<VoucherRecord>('voucher').get(voucherId)?.payees[0];
  }

  /** The ids of an account's credits. */
  credits(accountId: string, asset: 'token' | 'currency' = 'token'): string[] {
    const type = asset === 'token' ? 'credit' : 'currencyCredit';
    return [...this.of(type).keys()]
      .filter((key) => key.startsWith(`${accountId}/`))
      .map((key) => key.slice(accountId.length + 1));
  }

  /** Tokens in balances, credits, open holds and open vouchers. */
  get tokens(): bigint {
    return (
      this.#sum('balance') +
      this.#sum('credit') +
      this.#open('hold', 'holdOutcome') +
      this.#open('voucher', 'voucherOutcome')
    );
  }

  /** Currency in balances, credits and withdrawals set aside; not the reserve. */
  get currency(): bigint {
    return (
      this.#sum('currencyBalance') +
      this.#sum('currencyCredit') +
      this.#open('withdrawal', 'withdrawalOutcome')
    );
  }

  /** Currency that came in at the bank and was not paid out. */
  get banked(): bigint {
    let sum = 0n;
    for (const { kind, amount = '' } of this.of('bankBooking').values()) {
      sum += kind === 'deposit' ? BigInt(amount) : -BigInt(amount);
    }
    return sum;
  }

  /** Supply and currency of the reserve, with what is not folded in. */
  get reserve(): { readonly supply: bigint; readonly currency: bigint } {
    const { supply = '', currency = '' } = this.of('reserve').get('') ?? {};
    const sums = { supply: BigInt(supply), currency: BigInt(currency) };
    for (const delta of this.of('reserveDelta').values()) {
      const sign = delta.direction === 'in' ? 1n : -1n;
      sums.supply += sign * BigInt(delta.tokens ?? '');
      sums.currency += sign * BigInt(delta.currency ?? '');
    }
    return sums;
  }

  /** Currency in the reserve that buying every token back at the sell price would leave; below zero when it does not cover. */
  get surplus(): bigint {
    const { supply, currency } = this.reserve;
    const { sellPrice = '0', per = '1' } = this.of('price').get('') ?? {};
    let needed = (supply * BigInt(sellPrice)) / BigInt(per);
    if (needed * BigInt(per) < supply * BigInt(sellPrice)) needed += 1n;
    return currency - needed;
  }

  /** The amounts of all balances and credits. */
  get amounts(): bigint[] {
    return ['balance', 'credit', 'currencyBalance', 'currencyCredit'].flatMap((type) =>
      [...this.of<Amount>(type).values()].map(({ amount }) => BigInt(amount)),
    );
  }

  #sum(type: string): bigint {
    let sum = 0n;
    for (const { amount } of this.of<Amount>(type).values()) sum += BigInt(amount);
    return sum;
  }

  /** What lies in records of a type that have no outcome yet. */
  #open(type: string, outcomeType: string): bigint {
    const outcomes = this.of(outcomeType);
    let sum = 0n;
    for (const [id, { amount }] of this.of<Amount>(type)) if (!outcomes.has(id)) sum += BigInt(amount);
    return sum;
  }

  #parse(bytes: Uint8Array): unknown {
    let value = this.#parsed.get(bytes);
    if (value === undefined) {
      value = JSON.parse(Buffer.from(bytes).toString('utf8'));
      this.#parsed.set(bytes, value);
    }
    return value;
  }
}
