import { CodedError, random16Hex, type EpochView } from '@acequia/protocol';
import { orUnknown } from '@acequia/protocol/fabric';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import type { LedgerTimer } from '../meters/LedgerTimer.js';
import type { AgentEvents } from '../services/AgentEvents.js';
import { agentStopping } from './agentStopping.js';
import type { CommunityKeys } from './CommunityKeys.js';
import { draftEpoch } from './draftEpoch.js';
import { EpochGrid } from './EpochGrid.js';
import type { EpochGuests } from './EpochGuests.js';
import { epochRefusal } from './epochRefusal.js';
import { EpochRequests } from './EpochRequests.js';
import type { HomeKeyring } from './HomeKeyring.js';
import type { KeysLedger } from './KeysLedger.js';
import { planEpochs, type EpochSpan } from './planEpochs.js';
import { noGuests } from './noGuests.js';
import { Rounds } from './Rounds.js';

const NO_EPOCH = /^EPOCH_UNKNOWN$/;
/** So many epochs in one cell of the grid are the most that anything but the home's own wishes may lead to. */
const MAX_IN_CELL = 8;

/** Why a new epoch shall begin before the grid says so. */
export type RenewalReason =
  'revocation' | 'rotation' | 'key fault' | 'complaint' | 'late windows' | 'restored';
/** What the home's people decide, and what a delegation has a limit of its own for. */
const UNLIMITED: ReadonlySet<RenewalReason> = new Set(['revocation', 'rotation', 'key fault']);

export interface EpochKeeperParts {
  readonly homeId: string;
  /** `sealingDomain`. */
  readonly domain: string;
  readonly keyring: HomeKeyring;
  readonly community: Pick<CommunityKeys, 'newest' | 'remember'>;
  readonly guests: EpochGuests;
  readonly ledger: KeysLedger;
  readonly events: AgentEvents;
  readonly timer: Pick<LedgerTimer, 'now' | 'until'>;
  readonly grid: EpochGrid;
  readonly retry: { readonly firstMs: number; readonly slowMs: number };
}

/**
 * Keeps the home's epochs on the ledger: one for each cell of the grid as its time comes, another at once when asked. An
 * epoch is on the disk before it is published and seals nothing before it is on the ledger; after a crash the same one is
 * published again, under the same request.
 */
export class EpochKeeper {
  readonly #parts: EpochKeeperParts;
  readonly #rounds: Rounds;
  #tip: EpochSpan | undefined;
  /** Whether the disk and the ledger have been compared. */
  #isCompared = false;
  /** Whether the ledger's newest epoch is not of this disk. */
  #isForeign = false;
  readonly #requests = new EpochRequests();

  constructor(parts: EpochKeeperParts) {
    this.#parts = parts;
    this.#rounds = new Rounds(async () => this.#round(), {
      ...parts.retry,
      onFailure: ({ code }) => {
        parts.events.emit('keysRefused', { code });
      },
    });
  }

  /** @returns what rejects when the disk fails; fulfils after stop(). */
  start(): Promise<void> {
    return this.#rounds.start();
  }

  /** Ends; who waits for a new epoch hears AGENT_STOPPING. */
  async stop(): Promise<void> {
    await this.#rounds.stop();
    this.#requests.refuse(agentStopping());
  }

  /**
   * Begins a new epoch at once; the newest takes no records any more. After a crash it has to be asked for again.
   *
   * @param alone without a delegatee, whoever is entitled to that time.
   * @returns once it is on the ledger, however long the ledger is away.
   * @throws CodedError AGENT_STOPPING, EPOCHS_EXHAUSTED where `mayRenew` is false and nobody of the home wants it.
   */
  async renew(reason: RenewalReason, { alone = false } = {}): Promise<HomeEpoch> {
    if (this.#rounds.isStopping) throw agentStopping();
    if (!UNLIMITED.has(reason) && !this.mayRenew) throw exhausted();
    this.#parts.events.emit('epochAsked', { reason });
    const renewal = this.#requests.renewal(alone);
    this.#rounds.wake();
    return await renewal;
  }

  /**
   * Whether a new epoch may begin in this cell of the grid because of what others say. Each costs the ledger a transaction, and
   * neither false complaints nor a peer that lies shall be able to make a home publish without end.
   */
  get mayRenew(): boolean {
    const { keyring, timer } = this.#parts;
    return keyring.ofCell(EpochGrid.endOf(timer.now())).length < MAX_IN_CELL;
  }

  /**
   * Waits until an epoch that reaches to a time is on the ledger, or, when that time has not come, for the next one.
   *
   * @throws CodedError AGENT_STOPPING.
   */
  async cover(end: number): Promise<void> {
    if (this.#rounds.isStopping) throw agentStopping();
    if ((this.#tip?.end ?? 0) >= end && this.#isCompared) return;
    const next = this.#requests.next();
    this.#rounds.wake();
    await next;
  }

  /** Looks at the ledger's record of an epoch that it would not take records for, and seals nothing with it if that is right. */
  async doubt(number: number): Promise<void> {
    const { keyring, ledger, homeId } = this.#parts;
    const known = await keyring.epoch(number);
    if (known?.state === 'revoked') return;
    const view = await orUnknown(ledger.keys.getEpoch({ homeId, epoch: number }), NO_EPOCH);
    if (known !== undefined && isSame(known, view) && view?.revokedAt === undefined) return;
    // What the ledger has told of before is unknown to a peer that is behind, and as good as it was.
    if (view !== undefined) await keyring.revoke(number);
    this.#isCompared = false;
    this.#rounds.wake();
  }

  /** Seals nothing with an epoch any more, whose record the community cannot use. */
  async distrust(number: number): Promise<void> {
    await this.#parts.keyring.revoke(number);
  }

  async #round(): Promise<number> {
    if (!this.#isCompared) await this.#compare();
    const { keyring, timer, grid } = this.#parts;
    const { drafts } = keyring;
    if (drafts.length > 0) {
      await ((await this.#isOutdated(drafts)) ? this.#withdraw() : this.#publish(drafts));
      return 0;
    }
    const now = timer.now();
    const renew = this.#requests.renewals.length > 0 || (this.#isForeign && this.mayRenew);
    const spans = planEpochs({ tip: this.#tip, now, grid, renew });
    if (spans.length === 0) return this.#untilNext();
    await this.#draft(spans, now);
    return 0;
  }

  /** Waits by ledger time; `wake` cuts it short. */
  async #untilNext(): Promise<number> {
    await this.#parts.timer.until(this.#tip?.end ?? 0, this.#rounds.signal);
    return 0;
  }

  async #draft(spans: readonly EpochSpan[], now: number): Promise<void> {
    const { homeId, domain, community, keyring, guests } = this.#parts;
    const communityKey = await community.newest();
    const isCurrent = (spans.at(-1)?.end ?? 0) > now;
    // Who is entitled is looked up after these were asked for. They count as served once the drafts are on the disk.
    const serving = isCurrent ? this.#requests.renewals : [];
    const alone = serving.some((renewal) => renewal.alone);
    const requestId = random16Hex();
    const drafts: HomeEpoch[] = [];
    for (const [index, span] of spans.entries()) {
      // What waits to be told is told once, with the first of them.
      const told = index === 0 ? guests : noGuests;
      const delegatee = alone && span.end > now ? undefined : await guests.delegateeFor(span.start, span.end);
      const [agreement, notes] = [await told.nextAgreement(), await told.nextNotes()];
      drafts.push(draftEpoch({ homeId, domain, span, requestId, communityKey, delegatee, agreement, notes }));
    }
    await keyring.keep(drafts);
    this.#requests.drafted(serving);
  }

  /** Whether a delegatee in a draft is not entitled to it any more: a ledger that is away may keep drafts waiting for long. */
  async #isOutdated(drafts: readonly HomeEpoch[]): Promise<boolean> {
    for (const { delegatee, record } of drafts) {
      if (delegatee === undefined) continue;
      const entitled = await this.#parts.guests.delegateeFor(record.start, record.end);
      if (entitled?.delegationId !== delegatee.delegationId) return true;
    }
    return false;
  }

  /** Draws up anew what waits, but for what is on the ledger already: its answer may have been lost. */
  async #withdraw(): Promise<void> {
    const { keyring } = this.#parts;
    await this.#compare();
    await keyring.drop(keyring.drafts);
    this.#requests.dropped();
  }

  async #publish(drafts: readonly HomeEpoch[]): Promise<void> {
    const { homeId, ledger } = this.#parts;
    const requestId = drafts[0]?.requestId ?? '';
    const batch = drafts.filter((draft) => draft.requestId === requestId);
    try {
      await ledger.keys.publishEpochs({ requestId, homeId, epochs: batch.map(({ record }) => record) });
    } catch (error) {
      if (error instanceof CodedError) await this.#refused(batch, epochRefusal(error.code));
      throw error;
    }
    await this.#settle(batch);
  }

  async #refused(drafts: readonly HomeEpoch[], refusal: ReturnType<typeof epochRefusal>): Promise<void> {
    if (refusal === 'retry') return;
    this.#isCompared = false;
    if (refusal !== 'redraw') return;
    await this.#parts.keyring.drop(drafts);
    this.#requests.dropped();
  }

  /** Epochs are on the ledger: they seal from now on, and the one that they cut short does not. */
  async #settle(drafts: readonly HomeEpoch[]): Promise<void> {
    const { keyring, guests, events, community } = this.#parts;
    const published = drafts.map((draft): HomeEpoch => ({ ...draft, state: 'published' }));
    const [first, last] = [published[0], published.at(-1)];
    if (first === undefined || last === undefined) return;
    if (this.#tip !== undefined && first.record.start < this.#tip.end) await keyring.revoke(this.#tip.epoch);
    await community.remember(last.record.communityKeyVersion);
    await keyring.keep(published);
    this.#tip = last.record;
    this.#isForeign = false;
    for (const epoch of published) await guests.published(epoch);
    events.emit('epochs', { from: first.record.epoch, to: last.record.epoch });
    this.#requests.published(last);
  }

  /**
   * Compares what the disk has with the ledger, after a start or a refusal that is not understood: drafts may have been
   * published before a crash; the ledger may have epochs that this disk lost.
   */
  async #compare(): Promise<void> {
    const { keyring, ledger, homeId, guests } = this.#parts;
    const tip = await orUnknown(ledger.keys.getEpoch({ homeId }), NO_EPOCH);
    const taken: HomeEpoch[] = [];
    const lost: HomeEpoch[] = [];
    for (const draft of keyring.drafts.filter(({ record }) => record.epoch <= (tip?.epoch ?? 0))) {
      const view = await ledger.keys.getEpoch({ homeId, epoch: draft.record.epoch });
      (isSame(draft, view) ? taken : lost).push(draft);
    }
    await keyring.drop(lost);
    const before = keyring.latest;
    if (before !== undefined) this.#tip = before.record;
    // A crash may have come between the ledger's answer and the guests' hearing of it, or amid the keeping of a batch.
    const told = keyring.sealing.filter(({ requestId }) => requestId === before?.requestId);
    for (const epoch of told) await guests.published(epoch);
    await this.#settle(taken);
    await this.#adopt(tip);
    this.#isCompared = true;
  }

  /** Goes on from the ledger's newest epoch, whether or not this disk knows it. */
  async #adopt(tip: EpochView | undefined): Promise<void> {
    const { keyring } = this.#parts;
    const known = tip && (await keyring.epoch(tip.epoch));
    if (tip === undefined) {
      if (keyring.latest !== undefined) throw ahead();
      this.#tip = undefined;
      return;
    }
    if ((keyring.latest?.record.epoch ?? 0) > tip.epoch) throw ahead();
    this.#tip = { epoch: tip.epoch, start: tip.start, end: tip.end };
    this.#isForeign = known === undefined || !isSame(known, tip) || known.state === 'revoked';
    if (!this.#isForeign) return;
    await keyring.revoke(tip.epoch);
    await keyring.drop(keyring.drafts);
    this.#requests.dropped();
  }
}

/** Whether the ledger's record is of these very keys. */
function isSame(epoch: HomeEpoch, view: EpochView | undefined): boolean {
  return view?.commitments.essential === epoch.record.commitments.essential;
}

function exhausted(): CodedError {
  return new CodedError(
    'EPOCHS_EXHAUSTED',
    'so many epochs have begun here that the next one waits for the grid',
  );
}

function ahead(): CodedError {
  return new CodedError('KEYRING_AHEAD', 'the disk has epochs that the ledger does not know (yet)');
}
