import {
  breachEvidenceSchema,
  canonicalJson,
  COMMUNITY_OWNER,
  random16Hex,
  subscribeMarketSchema,
  type BreachEvidence,
  type ChannelMessage,
} from '@acequia/protocol';
import type { KeyStore } from '@acequia/protocol/keystore';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Outgoing } from '../delegation/delegationEntry.js';
import { resourcesToSell } from './resourcesToSell.js';
import type { TradingRules } from './tradingRules.js';

const SUBSCRIPTION = 'market-subscription';
const BREACHES = 'breach';
const sentSchema = z.strictObject({
  messageId: z.string(),
  body: subscribeMarketSchema,
  isSent: z.boolean(),
});

export interface MarketLettersParts {
  /** The agent's own, sealed at rest. */
  readonly store: KeyStore;
  /** Hands a letter to the channel; undefined where the home has none. */
  readonly send: ((outgoing: Outgoing) => Promise<void>) | undefined;
  /** Ledger seconds. */
  readonly now: () => number;
  /** There is an auction that the home could sell in. */
  readonly onAuction: () => void;
  readonly log: Logger;
}

/**
 * What home and community write to each other about the market: which auctions the home wants to hear of, those that there are,
 * and what the community holds against a sale of the home's.
 */
export class MarketLetters {
  readonly #parts: MarketLettersParts;

  constructor(parts: MarketLettersParts) {
    this.#parts = parts;
  }

  /** Tells the community what the rules sell, when that is something else than it was told last. */
  async follow(rules: TradingRules): Promise<void> {
    const { store, send, now } = this.#parts;
    if (send === undefined) return;
    const resources = [...resourcesToSell(rules)];
    let known = await store.get(SUBSCRIPTION, sentSchema);
    if (canonicalJson(known?.body.resources ?? []) !== canonicalJson(resources)) {
      const askedAt = Math.max(now(), (known?.body.askedAt ?? 0) + 1);
      const body = { type: 'subscribeMarket', resources, minLots: 1, askedAt } as const;
      known = { messageId: random16Hex(), body, isSent: false };
      await store.put(SUBSCRIPTION, known);
    }
    if (known === undefined || known.isSent) return;
    // The same letter again after a crash: the community takes it once.
    await send({ messageId: known.messageId, to: COMMUNITY_OWNER, body: known.body });
    await store.put(SUBSCRIPTION, { ...known, isSent: true });
  }

  /** Takes what the community writes, and nothing of others. It may be called with the same one again. */
  async handle({ from, body }: Pick<ChannelMessage, 'from' | 'body'>): Promise<void> {
    if (from !== COMMUNITY_OWNER) return;
    if (body.type === 'auctionOpened') this.#parts.onAuction();
    if (body.type !== 'breachClaimed') return;
    const { evidence } = body;
    await this.#parts.store.put(`${BREACHES}/${evidence.auctionId}`, evidence);
    // Not which auction: logs are not sealed, and the ledger has the rest.
    this.#parts.log.warn(
      { resource: evidence.resource, breachedLots: evidence.breachedLots },
      'the community claims that sold lots were used',
    );
  }

  /** What the community holds against the home's sales. */
  async breaches(): Promise<readonly BreachEvidence[]> {
    const { store } = this.#parts;
    const names = await store.names(BREACHES);
    const kept = await Promise.all(names.map(async (name) => store.get(name, breachEvidenceSchema)));
    return kept.flatMap((evidence) => evidence ?? []);
  }
}
