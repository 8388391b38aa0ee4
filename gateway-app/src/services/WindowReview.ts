import type { Decision, ReadingHistory } from '@acequia/protocol';
import type { CommunityContext } from './CommunityContext.js';
import { Complaints } from './Complaints.js';
import { judgeWindows, type JudgementGrounds } from './judgeWindows.js';
import { latestWait } from './latestWait.js';
import { replayHistory } from './replayHistory.js';
import type { ReviewTerms } from './ReviewTerms.js';

/** Decisions in one transaction, and windows of one home, resource and flow looked at in one round. */
const BATCH = 100;

interface Round {
  readonly decisions: Decision[];
  readonly histories: Map<string, ReadingHistory>;
}

/**
 * Judges the windows that wait for a decision and puts the community's verdicts on the ledger; complains there of those that it
 * cannot read.
 */
export class WindowReview {
  readonly #context: CommunityContext;
  /** By home, resource and flow; what is not here is replayed from the read model. */
  readonly #histories = new Map<string, ReadingHistory>();

  readonly #complaints: Complaints;

  constructor(context: CommunityContext) {
    this.#context = context;
    this.#complaints = new Complaints(context);
  }

  /** Decides all that can be decided now. */
  async step(): Promise<void> {
    const terms = this.#terms();
    if (terms !== undefined) await this.#complaints.make(terms);
    while (await this.#context.decisions.run(() => this.#decideSome())) {
      // Another batch may be waiting.
    }
  }

  async #decideSome(): Promise<boolean> {
    const { decisions, histories } = this.#judge();
    if (decisions.length === 0) return false;
    const { ledger, reached, log } = this.#context;
    try {
      const { blockNumber } = await ledger.monitoring.decideWindows({ decisions });
      // Before its effect is in the read model, the next round would decide the same windows again.
      await reached(blockNumber);
    } catch (error) {
      // Whether it took effect may be unknown: the read model will tell.
      this.#histories.clear();
      throw error;
    }
    for (const [stream, history] of histories) this.#histories.set(stream, history);
    for (const { deviceId, sequence, verdict, code } of decisions) {
      if (verdict === 'rejected') log.warn({ deviceId, sequence, code }, 'window rejected');
    }
    log.info({ decided: decisions.length }, 'windows decided');
    return true;
  }

  #judge(): Round {
    const { model } = this.#context;
    const round: Round = { decisions: [], histories: new Map() };
    const terms = this.#terms();
    if (terms === undefined) return round;
    const grounds: JudgementGrounds = {
      device: (deviceId) => model.registry.device(deviceId),
      payload: (window) => model.readings.payload(window),
      periods: model.quota.periods(),
      terms,
    };
    for (const { homeId, resource, flow } of model.monitoring.undecidedStreams()) {
      const room = BATCH - round.decisions.length;
      if (room === 0) break;
      const stream = `${homeId}/${resource}/${flow}`;
      const before = this.#histories.get(stream) ?? replayHistory(model, homeId, resource, flow);
      const windows = model.monitoring.undecided(homeId, resource, room, flow);
      const { decisions, history } = judgeWindows(windows, before, grounds);
      round.decisions.push(...decisions);
      round.histories.set(stream, history);
    }
    return round;
  }

  /** Undefined before the community exists. */
  #terms(): ReviewTerms | undefined {
    const { model, config, now } = this.#context;
    const community = model.registry.community();
    if (community === undefined) return undefined;
    const { complaintWaitSeconds, extendedWaitSeconds, transitMs } = config.community;
    return {
      now: now(community),
      complaintWait: latestWait(complaintWaitSeconds, transitMs, community.clock),
      extendedWait: latestWait(extendedWaitSeconds, transitMs, community.clock),
    };
  }
}
