import { fillReserve } from '../fillReserve.js';
import type { Player } from '../Player.js';
import { TOKEN_WEIGHTS } from '../TOKEN_WEIGHTS.js';
import { TokenBooks } from '../TokenBooks.js';
import type { TokenStep } from '../TokenStep.js';
import { TokenTurns } from '../TokenTurns.js';
import { weighed } from '../weighed.js';
import type { PlayGround } from './PlayGround.js';
import type { PlayScene } from './PlayScene.js';

/** Accounts of those who are no pseudonyms; the first is the operator's, which fills the reserve. */
const TILL = `acc-${'1'.repeat(32)}`;
const HOME = `acc-${'2'.repeat(32)}`;
const SHOP = `acc-${'3'.repeat(32)}`;
const NEIGHBOUR = `acc-${'4'.repeat(32)}`;
const TOKENS_EACH = 20_000;
/** Currency for a token, and of few amounts a whole number of cents. */
const PRICE = '103';
/** What honest parties always get done one after the other, before others are in the way. */
const ROUND = [
  'setFees',
  'depositCurrency',
  'depositCurrency',
  'transfer',
  'buy',
  'sell',
  'requestWithdrawal',
  'settleWithdrawal',
  'hold',
  'captureHold',
  'issueVoucher',
  'redeemVoucher',
  'fundReserve',
  'fundReserve',
  'closeCounter',
  'foldReserve',
  'createToken',
  'withdrawReserve',
  'openCounter',
  'payReward',
] as const;
/** Amounts and prices of that round: a fee of some per cent, a price that stays. */
const HONESTLY = { isHonest: true, by: 0, account: 0, other: 2, amount: 501, pick: 2 } as const;

const FUNCTIONS = weighed(TOKEN_WEIGHTS);

/** All that is done with the token, by members and by traders: payments, holds, vouchers, currency, counter, reserve, fees. */
export class TokenMoves {
  readonly #ground: PlayGround<PlayScene>;
  readonly #turns: TokenTurns<Player>;

  constructor(ground: PlayGround<PlayScene>) {
    this.#ground = ground;
    const { community, fund } = ground.scene;
    const { operator, secondOperator, household, supplier, neighbour } = community;
    const traders = (): readonly { identity: Player; accountId: string }[] =>
      ground.tables.flatMap(({ buyer, bidders }) => [buyer, ...bidders]);
    this.#turns = new TokenTurns({
      community,
      books: new TokenBooks(community.ledger.store.world),
      till: TILL,
      fund,
      // The treasury is left out: it gives pseudonyms their tokens, which is no step of the play.
      get accounts() {
        return [TILL, fund, HOME, SHOP, NEIGHBOUR, ...traders().map(({ accountId }) => accountId)];
      },
      get identities() {
        const members = [operator, secondOperator, household, supplier, neighbour];
        return [...members, ...traders().map(({ identity }) => identity)];
      },
    });
  }

  /** Opens the counter, at a price that the reserve just covers; payments cost a fee from the start. */
  async start(): Promise<void> {
    const { scene } = this.#ground;
    const { ledger, operator, secondOperator, household, supplier, neighbour } = scene.community;
    const { mspId, keyHash } = secondOperator;
    await ledger.run(operator, 'registry', 'enrolParty', { mspId, keyHash, role: 'operator' });
    for (const [owner, accountId] of [
      [operator, TILL],
      [household, HOME],
      [supplier, SHOP],
      [neighbour, NEIGHBOUR],
    ] as const) {
      await ledger.run(owner, 'token', 'openAccount', { accountId });
      await scene.fundAccount(accountId, TOKENS_EACH);
    }
    const amount = String((scene.supply * BigInt(PRICE)) / 100n);
    await fillReserve(scene.community, { accountId: TILL, amount, reference: 'RESERVE' });
    await ledger.run(operator, 'token', 'openCounter', { buyPrice: PRICE, sellPrice: PRICE });
    await ledger.run(operator, 'token', 'setFees', { transferFeeBp: 100, rewardBp: 5000 });
  }

  /** Each thing that is done at the counter, at the bank and with the reserve, once. */
  async round(): Promise<void> {
    for (const fn of ROUND) await this.#take({ ...HONESTLY, fn });
  }

  /** Any step with the token, mostly the rightful party's. */
  async step(): Promise<void> {
    const { dice } = this.#ground;
    await this.#take({
      fn: dice.of(FUNCTIONS) ?? 'transfer',
      isHonest: !dice.oneIn(5),
      by: this.#whose(),
      account: this.#whose(),
      other: this.#whose(),
      amount: 1 + dice.below(dice.oneIn(10) ? 5000 : 150),
      pick: dice.below(1000),
    });
  }

  async #take(step: TokenStep): Promise<void> {
    const { by, request } = this.#turns.turn(step);
    await this.#ground.run(by, 'token', step.fn as 'transfer', request);
  }

  /** Mostly one of the first five, who are no pseudonyms: these may pay and be paid, and no more. */
  #whose(): number {
    const { dice } = this.#ground;
    return dice.below(dice.oneIn(4) ? 1000 : 5);
  }
}
