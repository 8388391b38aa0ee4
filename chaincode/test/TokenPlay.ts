import { transactions } from '@acequia/protocol';
import { TestIdentity } from './TestIdentity.js';
import { TokenBooks } from './TokenBooks.js';
import { tokenRequests, type TokenRequest } from './tokenRequests.js';
import { TokenScene } from './TokenScene.js';
import type { TokenStep } from './TokenStep.js';

const OF_OPERATORS = new Set(['publish', 'depositCurrency', 'settleWithdrawal', 'foldReserve']);
const OF_THE_OWNER = new Set([
  'transferOwn',
  'setFees',
  'payReward',
  'freezeAccount',
  'closeCounter',
  'openCounter',
  'createToken',
  'withdrawReserve',
]);

/** A community that plays with its token: it makes each step a request, and has it made by whom it behoves, or by anybody. */
export class TokenPlay {
  readonly scene = new TokenScene();
  readonly books = new TokenBooks(this.scene.community.ledger.store.world);
  /** The neighbour's account. */
  readonly neighbour = `acc-${'4'.repeat(32)}`;
  readonly secondOperator = new TestIdentity('CommunityMSP');
  readonly #requests = tokenRequests(this);

  /** Starts with an open counter, at a price that the reserve just covers, and that few amounts are whole cents at. */
  async start(): Promise<void> {
    const { scene } = this;
    const { ledger, operator, neighbour } = scene.community;
    await scene.start();
    await scene.open(neighbour, this.neighbour);
    await scene.community.enrol(this.secondOperator, 'operator');
    await scene.transfer();
    await scene.transfer({ to: scene.shop, fold: [] });
    const fold = [await scene.deposit(scene.treasury, '1030')];
    const funding = { accountId: scene.treasury, amount: '1030', fold };
    const { transactionId } = await ledger.run(operator, 'token', 'fundReserve', funding);
    await ledger.run(operator, 'token', 'foldReserve', { deltas: [transactionId] });
    await ledger.run(operator, 'token', 'openCounter', { buyPrice: '103', sellPrice: '103' });
  }

  /** All functions of the token that write. */
  get functions(): string[] {
    return Object.entries(transactions.token)
      .filter(([, { kind }]) => kind === 'submit')
      .map(([name]) => name);
  }

  get accounts(): readonly string[] {
    const { treasury, fund, home, shop } = this.scene;
    return [treasury, fund, home, shop, this.neighbour];
  }

  get identities(): readonly TestIdentity[] {
    const { operator, household, supplier, neighbour } = this.scene.community;
    return [operator, this.secondOperator, household, supplier, neighbour];
  }

  /** @throws what the contract throws. */
  async take(step: TokenStep): Promise<void> {
    const request = this.#requests[step.fn]?.(step);
    if (request === undefined) throw new Error(`no step makes a ${step.fn}`);
    const by = step.isHonest ? this.#rightful(step, request) : at(this.identities, step.by);
    await this.scene.community.ledger.run(by, 'token', step.fn as 'transfer', request);
  }

  #rightful({ fn, pick }: TokenStep, request: TokenRequest): TestIdentity {
    if (OF_OPERATORS.has(fn)) return this.scene.community.operator;
    if (OF_THE_OWNER.has(fn)) return this.#withKey(this.books.owner);
    if (fn === 'publishMarketPrice') return this.scene.community.supplier;
    if (fn === 'openAccount') return at(this.identities, pick);
    return this.#withKey(this.books.of('account').get(this.#actsFor(fn, request, pick))?.ownerKeyHash);
  }

  /** The account that a request is made for. */
  #actsFor(fn: string, { accountId, from, to, issuer, ...request }: TokenRequest, pick: number): string {
    const hold = this.books.of('hold').get(request.holdId ?? '');
    const voucher = this.books.of('voucher').get(request.voucherId ?? '');
    const payerOrPayee = pick % 2 === 0 ? hold?.to : hold?.from;
    const special = new Map([
      ['captureHold', hold?.to],
      ['releaseHold', payerOrPayee],
      ['redeemVoucher', to],
      ['reclaimVoucher', voucher?.issuer],
    ]);
    return special.get(fn) ?? [accountId, from, issuer].find((id) => id !== undefined) ?? '';
  }

  /** Who has a key; the operator, where nobody has it. */
  #withKey(keyHash: string | undefined): TestIdentity {
    const { operator } = this.scene.community;
    return this.identities.find((identity) => identity.keyHash === keyHash) ?? operator;
  }
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
