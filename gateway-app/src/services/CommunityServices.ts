import { CommunityDesk } from '../delegation/CommunityDesk.js';
import { DisputeDesk } from '../disputes/DisputeDesk.js';
import { MarketKeeper } from '../market/MarketKeeper.js';
import { MarketOpener } from '../market/MarketOpener.js';
import { Billing } from './Billing.js';
import type { CommunityContext } from './CommunityContext.js';
import { LevelLoop, type LoopState } from './LevelLoop.js';
import { Notes } from './Notes.js';
import { PeriodCloser } from './PeriodCloser.js';
import { PeriodKeys } from './PeriodKeys.js';
import { Statements } from './Statements.js';
import { SurplusLots } from './SurplusLots.js';
import { WindowReview } from './WindowReview.js';

/** Things fall due by the clock too, not only by blocks. */
const INTERVAL_MS = 1_000;

/** The community's services, each in a loop of its own. */
export class CommunityServices {
  /** The community's own book: mail, delegations, service accounts, alarms. */
  readonly desk: CommunityDesk;
  readonly #loops: readonly LevelLoop[];

  constructor(context: CommunityContext) {
    this.desk = new CommunityDesk(context, () => {
      this.poke();
    });
    const services = {
      periodKeys: new PeriodKeys(context),
      windowReview: new WindowReview(context),
      statements: new Statements(context, this.desk),
      surplusLots: new SurplusLots(context),
      periodCloser: new PeriodCloser(context, this.desk.quotaAccounts),
      billing: new Billing(context),
      notes: new Notes(context),
      delegations: this.desk.delegations,
      alarms: this.desk.alarms,
      quotaAccounts: this.desk.quotaAccounts,
      disputes: new DisputeDesk(context),
      marketOpener: new MarketOpener(context),
      marketKeeper: new MarketKeeper(context),
      auctionNotices: this.desk.auctionNotices,
      breaches: this.desk.breaches,
    };
    this.#loops = Object.entries(services).map(
      ([name, service]) => new LevelLoop(name, () => service.step(), INTERVAL_MS, context.log),
    );
  }

  get states(): LoopState[] {
    return this.#loops.map((loop) => loop.state);
  }

  start(): void {
    for (const loop of this.#loops) loop.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#loops.map((loop) => loop.stop()));
    this.desk.close();
  }

  /** The read model changed. */
  poke(): void {
    for (const loop of this.#loops) loop.poke();
  }
}
