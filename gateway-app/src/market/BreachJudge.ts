import {
  CodedError,
  hashCanonical,
  type BreachEvidence,
  type CommunityRecord,
  type DeliveryView,
} from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { Letters } from '../channel/Letters.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { Pseudonyms } from '../registrar/Pseudonyms.js';
import { Attempts } from '../services/Attempts.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import type { BreachBook, BreachState, JudgedSale } from './BreachBook.js';
import { judgeSales } from './judgeSales.js';

/** What the judge works with. */
export interface JudgeContext extends Pick<
  CommunityContext,
  'model' | 'isCurrent' | 'reached' | 'log' | 'now'
> {
  readonly ledger: { readonly market: Pick<CommunityLedger['market'], 'claimBreach'> };
}

/** Those who keep the book. */
export interface JudgeParts {
  readonly breaches: BreachBook;
  readonly pseudonyms: Pick<Pseudonyms, 'ofKey' | 'boughtInto'>;
  readonly letters: Pick<Letters, 'write'>;
}

/** The claim was made before, by this request or another: the next look at the ledger tells which. */
const CLAIMED_ALREADY: ReadonlySet<string> = new Set(['BREACH_CLAIM_EXISTS', 'REQUEST_DONE']);

/**
 * Looks at all sales of a period once it is closed (DESIGN §6): who used what it had sold is claimed from, by a salted hash of what
 * shows it, and told so with all of it in a sealed letter. What was found is in the book before anything is claimed, so that a
 * claim is the same one again after a crash.
 */
export class BreachJudge {
  readonly #context: JudgeContext;
  readonly #parts: JudgeParts;
  readonly #attempts: Attempts;
  /** Periods with which nothing is left to do. */
  readonly #done = new Set<string>();

  constructor(context: JudgeContext, parts: JudgeParts) {
    this.#context = context;
    this.#parts = parts;
    this.#attempts = new Attempts(context.log);
  }

  async step(): Promise<void> {
    const { model, isCurrent } = this.#context;
    const community = model.registry.community();
    if (community === undefined || !(await isCurrent())) return;
    for (const period of model.quota.periods()) {
      if (period.closedAt !== undefined && !this.#done.has(period.periodId)) await this.#judge(period);
    }
    for (const sale of this.#parts.breaches.list('found')) await this.#claim(sale, community);
  }

  async #judge(period: PeriodView): Promise<void> {
    const { model } = this.#context;
    // What comes back from an auction is its bidder's again, and counts for it.
    if (model.market.hasUnsettled(period.periodId)) return;
    let isDone = true;
    for (const { resource } of period.contracts) {
      for (const [homeId, sales] of this.#byHome(model.market.sales(period.periodId, resource))) {
        if (sales.every(({ auctionId, tag }) => this.#parts.breaches.isJudged(auctionId, tag))) continue;
        const subject = { homeId, period, resource, sales };
        const isJudged = await this.#attempts.attempt(
          // Not the home's name: who reads logs need not know who sold.
          `${resource} of a home that sold in ${sales[0]?.auctionId ?? ''}`,
          () => this.#keep(subject),
        );
        isDone &&= isJudged;
      }
    }
    if (isDone) this.#done.add(period.periodId);
  }

  /** The sales of each home, in their order; of those whose pseudonym is not in the book nobody knows the home. */
  #byHome(sales: readonly DeliveryView[]): Map<string, DeliveryView[]> {
    const homes = new Map<string, DeliveryView[]>();
    for (const sale of sales) {
      const homeId = this.#parts.pseudonyms.ofKey(sale.keyHash)?.homeId;
      if (homeId === undefined) {
        this.#context.log.error(
          { auctionId: sale.auctionId },
          'a seller is not in the book: its sale is not judged',
        );
        continue;
      }
      homes.set(homeId, [...(homes.get(homeId) ?? []), sale]);
    }
    return homes;
  }

  #keep(subject: Omit<Parameters<typeof judgeSales>[1], 'bought'>): Promise<void> {
    const { breaches, pseudonyms } = this.#parts;
    const bought = pseudonyms.boughtInto(subject.homeId, subject.period.periodId);
    const found = this.#find({ ...subject, bought });
    breaches.transaction(() => {
      for (const evidence of found) {
        if (!breaches.isJudged(evidence.auctionId, evidence.tag)) breaches.add(evidence);
      }
    });
    return Promise.resolve();
  }

  /** @throws CodedError PAYLOAD_MISSING, without the home that it is about. */
  #find(subject: Parameters<typeof judgeSales>[1]): BreachEvidence[] {
    try {
      return judgeSales(this.#context.model, subject);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      throw new CodedError(error.code, 'what a home that sold used is not known yet');
    }
  }

  async #claim(sale: JudgedSale, community: CommunityRecord): Promise<void> {
    const { model, now } = this.#context;
    const { auctionId, tag } = sale.evidence;
    const delivery = model.market.delivery(auctionId, tag);
    if (delivery === undefined) return;
    if (delivery.claim !== undefined) {
      const isOurs = delivery.claim.evidenceHash === hashCanonical(sale.evidence);
      this.#finish(sale, isOurs ? 'claimed' : 'lost');
    } else if (delivery.release !== undefined || now(community) >= delivery.claimEndsAt) {
      this.#finish(sale, 'lost');
    } else {
      await this.#attempts.attempt(`claim ${auctionId} ${tag}`, () => this.#send(sale));
    }
  }

  async #send(sale: JudgedSale): Promise<void> {
    const { ledger, reached } = this.#context;
    const { evidence, requestId } = sale;
    const { auctionId, tag, breachedLots: lots } = evidence;
    try {
      const evidenceHash = hashCanonical(evidence);
      const { blockNumber } = await ledger.market.claimBreach({
        requestId,
        auctionId,
        tag,
        lots,
        evidenceHash,
      });
      await reached(blockNumber);
    } catch (error) {
      if (!(error instanceof CodedError) || !CLAIMED_ALREADY.has(error.code)) throw error;
      return;
    }
    this.#finish(sale, 'claimed');
  }

  /** The home hears of it in the transaction that ends the matter: once, and not before the claim stands. */
  #finish({ evidence }: JudgedSale, state: BreachState): void {
    const { breaches, letters } = this.#parts;
    const { auctionId, homeId } = evidence;
    breaches.transaction(() => {
      breaches.setState(evidence, state);
      if (state === 'claimed') letters.write(homeId, { type: 'breachClaimed', evidence });
    });
    // Who it was from is nobody's business that reads logs.
    if (state === 'claimed') this.#context.log.info({ auctionId }, 'a breach was claimed');
    else
      this.#context.log.error(
        { auctionId },
        'a breach could not be claimed: too late, or there is another claim',
      );
  }
}
