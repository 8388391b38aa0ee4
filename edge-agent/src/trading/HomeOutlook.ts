import { meteredResourceSchema, type MeteredResource, type QuotaResource } from '@acequia/protocol';
import type { ForecastView } from './forecastSchema.js';
import { forecastRest } from './forecastRest.js';
import type { MarketDesk } from './MarketDesk.js';
import { readShare, type HomeShare, type ShareLedger, type ShareOwner } from './readShare.js';
import type { Situation } from './Situation.js';
import type { UseHistory } from './UseHistory.js';

export interface OutlookParts extends ShareOwner {
  readonly ledger: ShareLedger;
  readonly history: UseHistory;
  readonly desk: Pick<MarketDesk, 'excessPrice'> | undefined;
  /** Ledger seconds. */
  readonly now: () => number;
}

/** What the home holds, has used and will probably use in the period that runs. */
export class HomeOutlook {
  readonly #parts: OutlookParts;

  constructor(parts: OutlookParts) {
    this.#parts = parts;
  }

  /** Of each resource of which a day or more is known; none where no period runs. @throws CodedError of the ledger or the disk. */
  async forecasts(): Promise<ForecastView[]> {
    const share = await this.#share();
    if (share === undefined) return [];
    const views = await Promise.all(
      meteredResourceSchema.options.map(async (resource) => this.#forecast(share, resource)),
    );
    return views.filter((view) => view !== undefined);
  }

  /** Of what is metered; none where no period runs. @throws CodedError of the ledger or the disk. */
  async situations(): Promise<Situation[]> {
    const share = await this.#share();
    if (share === undefined) return [];
    return Promise.all(
      meteredResourceSchema.options.map(async (resource) => this.#situation(share, resource)),
    );
  }

  /** Of any quota; of power nothing is forecast. Undefined where no period runs. @throws CodedError of the ledger or the disk. */
  async situation(resource: QuotaResource): Promise<Situation | undefined> {
    const share = await this.#share();
    return share && this.#situation(share, resource);
  }

  async #share(): Promise<HomeShare | undefined> {
    const { ledger, now } = this.#parts;
    return readShare(ledger, this.#parts, now());
  }

  async #forecast({ period }: HomeShare, resource: MeteredResource): Promise<ForecastView | undefined> {
    const { hours, until: from, usedSince } = await this.#parts.history.of(resource);
    const until = period.end;
    const start = Math.min(Math.max(from, period.start), until);
    const forecast = forecastRest(hours, { from: start, until }, this.#parts.zone);
    if (forecast === undefined) return undefined;
    const { expected, error, basis, knownHours } = forecast;
    return {
      resource,
      periodId: period.periodId,
      from,
      until,
      used: usedSince(period.start).toString(),
      expected: expected.toString(),
      basis,
      knownHours,
      error: {
        tests: error.tests,
        hoursAhead: error.hoursAhead,
        meanAbsolute: error.meanAbsolute.toString(),
        meanUse: error.meanUse.toString(),
        band: error.band.toString(),
      },
    };
  }

  async #situation(share: HomeShare, resource: QuotaResource): Promise<Situation> {
    const { now, desk } = this.#parts;
    const { periodId, end } = share.period;
    const metered = meteredResourceSchema.safeParse(resource).data;
    const forecast = metered && (await this.#forecast(share, metered));
    const held = share.of(resource);
    const excessPrice = held === undefined ? undefined : await desk?.excessPrice(periodId, resource);
    return {
      resource,
      now: now(),
      periodId,
      periodEnd: end,
      day: share.day,
      ...(held === undefined
        ? {}
        : { share: { ...held, ...(excessPrice === undefined ? {} : { excessPrice }) } }),
      ...(forecast === undefined
        ? {}
        : {
            outlook: {
              from: forecast.from,
              used: BigInt(forecast.used),
              expected: BigInt(forecast.expected),
              band: BigInt(forecast.error.band),
            },
          }),
    };
  }
}
