import {
  openRecord,
  canonicalJson,
  sealingDomain,
  unwrapForDelegatee,
  parseJsonWith,
  essentialRecordSchema,
} from '@acequia/protocol';
import { LedgerError, type RawProposal } from '@acequia/protocol/fabric';
import type { Site } from '../networks/Site.js';
import { measureCost, type Cost } from './measureCost.js';
import { naiveCall } from './naiveCall.js';
import { secureCall } from './secureCall.js';
import { drawSamples, type Line, SealingScene } from './SealingScene.js';

export type Variant = 'secure' | 'naive';
const CALLS = { secure: secureCall, naive: naiveCall } as const;

/** One round on one fresh network: what writing and reading cost, sealed and in the clear. */
export class SealingRound {
  readonly #scene: SealingScene;
  readonly #pids: readonly number[];
  readonly #signal: AbortSignal;

  private constructor(scene: SealingScene, pids: readonly number[], signal: AbortSignal) {
    this.#scene = scene;
    this.#pids = pids;
    this.#signal = signal;
  }

  /** @param clients windows under way at once. */
  static async prepare(site: Site, clients: number): Promise<SealingRound> {
    const scene = await SealingScene.prepare(site, clients);
    const pids = (await site.network.status()).flatMap(({ pid }) => pid ?? []);
    return new SealingRound(scene, pids, site.signal);
  }

  /** Writes windows of L samples. @param lines under way at once. */
  async write(variant: Variant, samples: number, times: number, lines?: number): Promise<Cost> {
    const all = this.#scene.lines[variant];
    return await this.#cost(times, lines ?? all.length, async (index) => {
      const line = lineAt(all, index);
      await this.#submit(CALLS[variant](this.#scene, line, drawSamples(samples)));
      line.next = { sequence: line.next.sequence + 1, start: line.next.start + 1 };
    });
  }

  /** The neighbour reads the newest window of each line: with the epoch's key at hand, or in the clear. */
  async read(variant: Variant, times: number): Promise<Cost> {
    const { neighbour, home, epoch, lines } = this.#scene;
    const domain = sealingDomain(home.connection);
    const all = lines[variant];
    return await this.#cost(times, all.length, async (index) => {
      const { meter, next } = lineAt(all, index);
      const request = { deviceId: meter.deviceId, sequence: next.sequence - 1 };
      const contract = variant === 'secure' ? 'monitoring' : 'naive';
      const text = await neighbour.client.raw.evaluate({
        function: `${contract}:getEssential`,
        arguments: [canonicalJson(request)],
      });
      const bytes = Buffer.from(parseJsonWith(essentialRecordSchema, text).essential, 'base64');
      if (variant === 'secure') openRecord(epoch.keys.essential, bytes, domain);
    });
  }

  /** What an epoch costs its home and the ledger: keys, two wraps, commitments, notes, the transaction. */
  async publishEpochs(times: number): Promise<Cost> {
    const sealer = this.#scene.community.sealer('SH1');
    return await this.#cost(times, 1, async () => {
      await sealer.publish({});
    });
  }

  /** What it costs a delegatee to get an epoch's key. */
  async unwrap(times: number): Promise<Cost> {
    const { neighbour, home, epoch, delegation } = this.#scene;
    const place = { domain: sealingDomain(home.connection), homeId: 'SH1', epoch: epoch.record.epoch };
    return await this.#cost(times, 1, async () => {
      const { wraps } = await neighbour.ledger.keys.getEpoch({ homeId: 'SH1', epoch: place.epoch });
      const wrap = Buffer.from(wraps.second, 'base64');
      unwrapForDelegatee(wrap, delegation.keys.privateKey, delegation.delegationId, place);
    });
  }

  /** Bytes of a record of so many samples, and of the whole signed transaction around it. */
  async bytes(
    variant: Variant,
    samples: number,
  ): Promise<{ readonly record: number; readonly transaction: number }> {
    const call = CALLS[variant](this.#scene, lineAt(this.#scene.lines[variant], 0), drawSamples(samples));
    const endorsed = await this.#scene.home.client.raw.endorse(call);
    return { record: recordLength(call), transaction: endorsed.bytes.length };
  }

  /** Bytes of an epoch's record as it is published, notes and all. */
  get epochBytes(): number {
    return Buffer.byteLength(canonicalJson(this.#scene.epoch.record));
  }

  async #submit(call: RawProposal): Promise<void> {
    const { raw } = this.#scene.home.client;
    const { validationCode, transactionId } = await raw.submit(await raw.endorse(call));
    if (validationCode === 'VALID') return;
    throw new LedgerError(validationCode, 'the transaction is not valid', { phase: 'commit', transactionId });
  }

  #cost(times: number, lines: number, work: (line: number) => Promise<void>): Promise<Cost> {
    return measureCost(work, { times, lines, pids: this.#pids }, this.#signal);
  }
}

function lineAt(lines: readonly Line[], index: number): Line {
  const line = lines[index];
  if (line === undefined) throw new RangeError(`there is no line ${String(index)}`);
  return line;
}

/** The request's member `essential`, which no other member comes near in length. */
function recordLength({ arguments: [argument = ''] }: RawProposal): number {
  const essential = /"essential":"([^"]*)"/.exec(argument)?.[1] ?? '';
  return Buffer.from(essential, 'base64').length;
}
