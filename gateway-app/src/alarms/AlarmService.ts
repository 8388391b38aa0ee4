import { toAmount } from '@acequia/protocol';
import type { CommunityContext } from '../services/CommunityContext.js';
import { latestWait } from '../services/latestWait.js';
import type { AlarmEngine } from './AlarmEngine.js';
import type { AlarmSender } from './AlarmSender.js';

/** Watches over all homes for the community: judges, then sends. */
export class AlarmService {
  readonly #context: CommunityContext;
  readonly #engine: AlarmEngine;
  readonly #sender: AlarmSender;

  constructor(context: CommunityContext, engine: AlarmEngine, sender: AlarmSender) {
    this.#context = context;
    this.#engine = engine;
    this.#sender = sender;
  }

  async step(): Promise<void> {
    const { model, config, now, log, isCurrent } = this.#context;
    const community = model.registry.community();
    if (community === undefined) return;
    // A read model that is behind the ledger would take for silent what it has not read yet.
    if (await isCurrent()) {
      const { silentAfterSeconds, transitMs, minimumBalance } = config.community;
      await this.#engine.judge(now(community), {
        silentAfterSeconds: latestWait(silentAfterSeconds, transitMs, community.clock),
        minimumBalance: toAmount(minimumBalance),
      });
    }
    const sent = await this.#sender.send(now(community));
    if (sent > 0) log.info({ batches: sent }, 'alarms sent');
  }
}
