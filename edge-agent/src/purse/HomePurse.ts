import {
  CodedError,
  COMMUNITY_OWNER,
  creditsToFold,
  Mutex,
  random16Hex,
  type ChannelMessage,
  pause,
} from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { KeyStore } from '@acequia/protocol/keystore';
import type { Outgoing } from '../delegation/delegationEntry.js';
import { requireChannel } from '../delegation/requireChannel.js';
import {
  purseStateSchema,
  serviceMoneySchema,
  type DepositBody,
  type MoneyAnswer,
  type PurseState,
  type ServiceMoney,
} from './purseSchemas.js';

const STATE = 'purse/account';
const SERVICE = 'purse/service';
/** How long the community's answer is waited for, milliseconds: the mailbox is asked every few seconds. */
const ANSWER_MS = 15_000;

export interface PurseParts {
  /** As the home itself. */
  readonly ledger: {
    readonly token: Pick<CommunityLedger['token'], 'openAccount' | 'getBalance' | 'transfer'>;
  };
  /** The agent's own, sealed at rest. */
  readonly store: KeyStore;
  /** Hands a letter to the channel; undefined where the home has none. */
  readonly send: ((outgoing: Outgoing) => Promise<void>) | undefined;
  /** The community's account that homes pay into; undefined where it has none. */
  readonly serviceAccountId: string | undefined;
  readonly answerMs?: number;
}

/** The household's money: its token account, and what it has with the community for fees and trades. */
export class HomePurse {
  readonly #parts: PurseParts;
  readonly #turns = new Mutex();
  #service: ServiceMoney | undefined;
  #isOpen = false;
  /** Who has asked for the balance before spending, by their ids, and whether it was told since. */
  readonly #spenders = new Map<string, boolean>();
  /** Ends the wait for the community's answer. */
  #answered = new AbortController();

  constructor(parts: PurseParts) {
    this.#parts = parts;
  }

  /** @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    this.#service = await this.#parts.store.get(SERVICE, serviceMoneySchema);
  }

  /** Ends what waits for an answer. */
  stop(): void {
    this.#answered.abort();
  }

  /** The home's account, opened when it is first needed. @throws CodedError of the ledger. */
  async account(): Promise<string> {
    return await this.#turns.run(async () => {
      const { accountId, requestId } = await this.#state();
      if (!this.#isOpen) await this.#openOrForget({ requestId, accountId });
      this.#isOpen = true;
      return accountId;
    });
  }

  /** What the household has; of the service account what the community says now, or said last. @throws CodedError of the ledger. */
  async money(): Promise<MoneyAnswer> {
    const accountId = await this.account();
    const { token } = this.#parts.ledger;
    const { amount: tokens } = await token.getBalance({ accountId });
    const { amount: currency } = await token.getBalance({ accountId, asset: 'currency' });
    await this.#ask();
    return {
      accountId,
      tokens,
      currency,
      ...(this.#service === undefined ? {} : { service: this.#service }),
    };
  }

  /**
   * Pays into the home's account with the community, once a request.
   *
   * @throws CodedError SERVICE_ACCOUNT_MISSING, and of the ledger, such as BALANCE_INSUFFICIENT.
   */
  async deposit({ requestId, amount }: DepositBody): Promise<void> {
    const to = this.#parts.serviceAccountId;
    if (to === undefined) {
      throw new CodedError(
        'SERVICE_ACCOUNT_MISSING',
        'the community keeps no account that could be paid into',
      );
    }
    const from = await this.account();
    const { token } = this.#parts.ledger;
    const { credits } = await token.getBalance({ accountId: from });
    const fold = creditsToFold(credits);
    await token.transfer({ requestId, from, to, amount, fold });
  }

  /** Asks the community to pay out to the home's token account. @returns the letter's id. @throws CodedError CHANNEL_MISSING, and of the ledger. */
  async withdraw(amount: string): Promise<string> {
    const send = requireChannel(this.#parts.send);
    // The community pays to an account of the home's: there must be one.
    const accountId = await this.account();
    const messageId = random16Hex();
    await send({ messageId, to: COMMUNITY_OWNER, body: { type: 'withdraw', amount, accountId } });
    return messageId;
  }

  /**
   * Whether the home has so much with the community: what costs something else to ask for is not asked for in vain. The community is
   * asked anew for each spender.
   *
   * @param spender an id of what is to be paid. @returns undefined until the community has answered. @throws CodedError CHANNEL_MISSING.
   */
  async affords(spender: string, tokens: bigint): Promise<boolean | undefined> {
    const isTold = this.#spenders.get(spender);
    if (isTold === true) {
      this.#spenders.delete(spender);
      return BigInt(this.#service?.balance ?? '0') >= tokens;
    }
    if (isTold === undefined) {
      this.#spenders.set(spender, false);
      await this.#askBalance();
    }
    return undefined;
  }

  /** Takes what the community says of the account; an older letter that comes late changes nothing. */
  async handle({ from, body }: Pick<ChannelMessage, 'from' | 'body'>): Promise<void> {
    if (from !== COMMUNITY_OWNER || body.type !== 'serviceBalance') return;
    const { balance, at } = body;
    if (this.#service === undefined || at >= this.#service.at) {
      await this.#parts.store.put(SERVICE, { balance, at });
      this.#service = { balance, at };
    }
    for (const spender of this.#spenders.keys()) this.#spenders.set(spender, true);
    this.#answered.abort();
  }

  /** Asks, and waits for an answer, but not for long. */
  async #ask(): Promise<void> {
    const { send, answerMs = ANSWER_MS } = this.#parts;
    if (send === undefined) return;
    // Whoever asks meanwhile waits for the same answer.
    if (this.#answered.signal.aborted) this.#answered = new AbortController();
    const { signal } = this.#answered;
    await this.#askBalance();
    await pause(answerMs, signal);
  }

  async #askBalance(): Promise<void> {
    const body = { type: 'askServiceBalance' } as const;
    await requireChannel(this.#parts.send)({ messageId: random16Hex(), to: COMMUNITY_OWNER, body });
  }

  /**
   * Whoever endorses the opening of an account can open one of that name first, for its own key. The home's own would have been found as
   * a request that is done: the next one gets another name.
   */
  async #openOrForget(state: PurseState): Promise<void> {
    try {
      await this.#parts.ledger.token.openAccount(state);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'ACCOUNT_EXISTS') {
        await this.#parts.store.put(STATE, newState());
      }
      throw error;
    }
  }

  async #state(): Promise<PurseState> {
    const known = await this.#parts.store.get(STATE, purseStateSchema);
    if (known !== undefined) return known;
    const state = newState();
    await this.#parts.store.put(STATE, state);
    return state;
  }
}

function newState(): PurseState {
  return { accountId: `acc-${random16Hex()}`, requestId: random16Hex() };
}
