import {
  signMarketPrice,
  voucherCodeHash,
  type Resource,
  type SignedMarketPrice,
  type Transactions,
  type VoucherRecord,
} from '@acequia/protocol';
import { Community } from './Community.js';
import { fillReserve } from './fillReserve.js';
import type { Receipt } from './Receipt.js';
import { TEST_CHANNEL } from './TEST_CHANNEL.js';
import type { TestIdentity } from './TestIdentity.js';

type Fields = Readonly<Record<string, unknown>>;

/** A published token of 1000 in the operator's treasury, and accounts of a household and a supplier. */
export class TokenScene {
  readonly treasury = `acc-${'0'.repeat(32)}`;
  readonly home = `acc-${'1'.repeat(32)}`;
  readonly shop = `acc-${'2'.repeat(32)}`;
  /** The community fund's account, the operator's. */
  readonly fund = `acc-${'3'.repeat(32)}`;
  readonly holdId = 'f'.repeat(32);
  readonly community = new Community();
  /** A voucher's. */
  readonly code = 'b'.repeat(32);
  #bookings = 0;
  /** The treasury's credit of the supply. */
  supply = '';

  async start(): Promise<void> {
    const { operator, household, supplier } = this.community;
    await this.community.start();
    await this.open(operator, this.treasury);
    await this.open(operator, this.fund);
    await this.open(household, this.home);
    await this.open(supplier, this.shop);
    this.supply = `${(await this.publish()).transactionId}-supply`;
  }

  open(identity: TestIdentity, accountId: string): Promise<Receipt> {
    return this.community.ledger.run(identity, 'token', 'openAccount', { accountId });
  }

  publish(changes: Fields = {}): Promise<Receipt> {
    const request = {
      name: 'Smart City Token',
      symbol: 'SCT',
      decimals: 2,
      supply: '1000',
      treasury: this.treasury,
      fund: this.fund,
    };
    return this.community.ledger.run(this.community.operator, 'token', 'publish', { ...request, ...changes });
  }

  /** Gives the home 300 from the treasury. */
  transfer(changes: Fields = {}): Promise<Receipt> {
    const request = { from: this.treasury, to: this.home, amount: '300', fold: [this.supply] };
    return this.community.ledger.run(this.community.operator, 'token', 'transfer', {
      ...request,
      ...changes,
    });
  }

  /** Holds 100 of the home's, for an hour, for the shop; the home gets its 300 first unless `fold` says where from. */
  async hold(changes: Fields = {}): Promise<Receipt> {
    const fold = changes.fold ?? [`${(await this.transfer()).transactionId}-transfer`];
    return this.community.ledger.run(this.community.household, 'token', 'hold', {
      holdId: this.holdId,
      from: this.home,
      to: this.shop,
      amount: '100',
      expiresAt: this.community.origin + 3600,
      ...changes,
      fold,
    });
  }

  /** A voucher of 10, for a day, that {@link code} redeems; the shop is its payee. */
  voucher(changes: Fields = {}): VoucherRecord {
    const voucherId = 'a'.repeat(32);
    return {
      voucherId,
      issuer: this.home,
      codeHash: voucherCodeHash(voucherId, this.code),
      amount: '10',
      payees: [this.shop],
      expiresAt: this.community.origin + 86_400,
      ...changes,
    };
  }

  /** Money that came in at the bank. @returns the id of the credit. */
  async deposit(accountId: string, amount: string): Promise<string> {
    const { ledger, operator } = this.community;
    const request = { accountId, amount, reference: this.#reference() };
    return `${(await ledger.run(operator, 'token', 'depositCurrency', request)).transactionId}-deposit`;
  }

  /** Any function of the token's. */
  run(identity: TestIdentity, fn: keyof Transactions['token'], request: Fields = {}): Promise<Receipt> {
    return this.community.ledger.run(identity, 'token', fn, request);
  }

  /** Puts currency into the reserve, through the treasury, and folds it in. */
  async fillReserve(amount: string): Promise<void> {
    await fillReserve(this.community, { accountId: this.treasury, amount, reference: this.#reference() });
  }

  openCounter(buyPrice: string, sellPrice: string): Promise<Receipt> {
    return this.run(this.community.operator, 'openCounter', { buyPrice, sellPrice });
  }

  /** A price of the supplier's, or of whoever has the key, signed, as of now. */
  marketPrice(
    resource: Resource,
    priceMicro: string,
    sequence: number,
    changes: Fields = {},
    key = this.community.supplier.privateKey,
  ): SignedMarketPrice {
    const price = { resource, priceMicro, sequence, at: this.community.now, ...changes };
    return signMarketPrice(price, TEST_CHANNEL, key);
  }

  capture(identity: TestIdentity, amount: string): Promise<Receipt> {
    return this.community.ledger.run(identity, 'token', 'captureHold', { holdId: this.holdId, amount });
  }

  release(identity: TestIdentity): Promise<Receipt> {
    return this.community.ledger.run(identity, 'token', 'releaseHold', { holdId: this.holdId });
  }

  async balance(identity: TestIdentity, accountId: string): Promise<unknown> {
    return (await this.community.ledger.run(identity, 'token', 'getBalance', { accountId })).result;
  }

  /** Of a booking at the bank: another each time. */
  #reference(): string {
    this.#bookings += 1;
    return `BOOKING-${String(this.#bookings)}`;
  }
}
