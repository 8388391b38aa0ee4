import type { Player } from './Player.js';
import type { TokenPlace } from './TokenPlace.js';
import { tokenRequests, type TokenRequest } from './tokenRequests.js';
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

/** Makes each random step with the token a request, and says by whom: whom it behoves, or anybody. */
export class TokenTurns<Someone extends Player> {
  readonly #place: TokenPlace<Someone>;
  readonly #requests: Readonly<Record<string, (step: TokenStep) => TokenRequest>>;

  constructor(place: TokenPlace<Someone>) {
    this.#place = place;
    this.#requests = tokenRequests(place);
  }

  turn(step: TokenStep): { readonly by: Someone; readonly request: TokenRequest } {
    const request = this.#requests[step.fn]?.(step);
    if (request === undefined) throw new Error(`no step makes a ${step.fn}`);
    // Those whose right it is cheat too: what they ask for is then refused for what it is, not for who they are.
    const isTheirs = step.isHonest || step.pick % 2 === 1;
    const by = isTheirs ? this.#rightful(step, request) : this.#anybody(step.by);
    return { by, request };
  }

  #rightful({ fn, pick }: TokenStep, request: TokenRequest): Someone {
    const { community, books } = this.#place;
    if (OF_OPERATORS.has(fn)) return community.operator;
    if (OF_THE_OWNER.has(fn)) return this.#withKey(books.owner);
    if (fn === 'publishMarketPrice') return community.supplier;
    if (fn === 'openAccount') return this.#anybody(pick);
    return this.#withKey(books.of('account').get(this.#actsFor(fn, request, pick))?.ownerKeyHash);
  }

  /** The account that a request is made for. */
  #actsFor(fn: string, { accountId, from, to, issuer, ...request }: TokenRequest, pick: number): string {
    const { books } = this.#place;
    const hold = books.of('hold').get(request.holdId ?? '');
    const voucher = books.of('voucher').get(request.voucherId ?? '');
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
  #withKey(keyHash: string | undefined): Someone {
    const { identities, community } = this.#place;
    return identities.find((identity) => identity.keyHash === keyHash) ?? community.operator;
  }

  #anybody(index: number): Someone {
    const { identities, community } = this.#place;
    return identities[index % identities.length] ?? community.operator;
  }
}
