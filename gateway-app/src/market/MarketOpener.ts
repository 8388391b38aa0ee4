import { canonicalJson, publicRecords, type MarketRecord } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { omit } from '../omit.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { Attempts } from '../services/Attempts.js';
import type { CommunityContext } from '../services/CommunityContext.js';

/** What the opener works with. */
export interface OpenerContext extends Pick<
  CommunityContext,
  'model' | 'isCurrent' | 'reached' | 'config' | 'log' | 'now'
> {
  readonly ledger: { readonly market: Pick<CommunityLedger['market'], 'setMarket'> };
}

type Terms = Omit<MarketRecord, 'fund'>;

/**
 * Opens the markets that the configuration has for every period that runs, and sets them anew when its terms change. Auctions that
 * are open keep theirs.
 */
export class MarketOpener {
  readonly #context: OpenerContext;
  readonly #attempts: Attempts;

  constructor(context: OpenerContext) {
    this.#context = context;
    this.#attempts = new Attempts(context.log);
  }

  async step(): Promise<void> {
    const { model, isCurrent, now } = this.#context;
    const community = model.registry.community();
    if (community === undefined || !(await isCurrent())) return;
    // The fund is the token's: there is no market before it.
    if (model.token.get(publicRecords.token, []) === undefined) return;
    const time = now(community);
    for (const period of model.quota.periods()) {
      if (period.closedAt !== undefined || time >= period.end) continue;
      for (const terms of this.#wanted(period)) await this.#open(terms);
    }
  }

  /** The terms of a period's markets that are not in force. */
  #wanted({ periodId, contracts }: PeriodView): Terms[] {
    const { model, config } = this.#context;
    const inForce = new Set(
      model.market.markets(periodId).map((market) => canonicalJson(omit(market, 'fund'))),
    );
    return contracts.flatMap(({ resource }) => {
      const configured = config.market[resource];
      if (configured === undefined) return [];
      const terms = { periodId, resource, ...configured };
      return inForce.has(canonicalJson(terms)) ? [] : [terms];
    });
  }

  async #open(terms: Terms): Promise<void> {
    const { ledger, reached, log } = this.#context;
    const { periodId, resource } = terms;
    await this.#attempts.attempt(`market ${periodId} ${resource}`, async () => {
      const { blockNumber } = await ledger.market.setMarket(terms);
      await reached(blockNumber);
      log.info({ periodId, resource }, 'market set');
    });
  }
}
