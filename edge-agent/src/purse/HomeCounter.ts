import { creditsToFold, type Asset } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { CounterOrder, DepositBody, RedeemBody } from './purseSchemas.js';

export interface CounterParts {
  /** As the home itself. */
  readonly ledger: {
    readonly token: Pick<
      CommunityLedger['token'],
      'buy' | 'sell' | 'requestWithdrawal' | 'redeemVoucher' | 'getBalance'
    >;
  };
  /** The home's own token account, opened when it is first needed. */
  readonly account: () => Promise<string>;
}

/** What a household does at the community's counter with its own account. The same request again has no second effect. */
export class HomeCounter {
  readonly #parts: CounterParts;

  constructor(parts: CounterParts) {
    this.#parts = parts;
  }

  /** Buys tokens for currency. @throws CodedError of the ledger: PRICE_MOVED, COUNTER_CLOSED, BALANCE_INSUFFICIENT … */
  async buy(order: CounterOrder): Promise<void> {
    const accountId = await this.#parts.account();
    const fold = await this.#creditsOf(accountId, 'currency');
    await this.#parts.ledger.token.buy({ ...order, accountId, fold });
  }

  /** Sells tokens back. @throws CodedError of the ledger, as {@link buy}. */
  async sell(order: CounterOrder): Promise<void> {
    const accountId = await this.#parts.account();
    const fold = await this.#creditsOf(accountId, 'token');
    await this.#parts.ledger.token.sell({ ...order, accountId, fold });
  }

  /** Asks the operator to have the bank pay currency out; it is set aside until then. @throws CodedError of the ledger. */
  async payout({ requestId, amount }: DepositBody): Promise<void> {
    const accountId = await this.#parts.account();
    const fold = await this.#creditsOf(accountId, 'currency');
    const withdrawalId = requestId;
    await this.#parts.ledger.token.requestWithdrawal({ requestId, withdrawalId, accountId, amount, fold });
  }

  /** Takes a voucher's tokens. @throws CodedError of the ledger: VOUCHER_CODE_WRONG, VOUCHER_EXPIRED, VOUCHER_SETTLED, VOUCHER_DENIED … */
  async redeem(voucher: RedeemBody): Promise<void> {
    const to = await this.#parts.account();
    await this.#parts.ledger.token.redeemVoucher({ ...voucher, to });
  }

  async #creditsOf(accountId: string, asset: Asset): Promise<string[]> {
    const { credits } = await this.#parts.ledger.token.getBalance({ accountId, asset });
    return creditsToFold(credits);
  }
}
