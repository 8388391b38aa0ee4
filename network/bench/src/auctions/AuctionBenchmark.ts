import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext, Benchmark, Measured } from '../Benchmark.js';
import { Site } from '../networks/Site.js';
import { compareRounds } from '../results/compareRounds.js';
import type { Round } from '../results/Round.js';
import { compareWorst } from '../results/compareWorst.js';
import { AuctionScene, type AuctionCounts } from './AuctionScene.js';

/** Auctions a run at most: each lasts for as long as its phases do. */
const MOST_AUCTIONS = 3;
/** Load of `make bench`, below which phases are as short as shows that it works. */
const FULL_MS = 5000;
const PHASE_SECONDS = { full: 8, quick: 4 } as const;

const conflicts = {
  name: 'auction 40 bids conflicts',
  unit: 'transactions',
  against: '8 payments of one account at once',
  goal: { of: 'value', op: '<=', limit: 0 },
} as const;
const blocks = {
  name: 'auction 40 bids blocks',
  unit: 'blocks',
  against: 'the whole auction',
  goal: { of: 'value', op: '<=', limit: 4 },
} as const;
const processor = {
  name: 'auction 40 bids CPU',
  unit: 'ms',
  against: 'two payments',
  goal: { of: 'ratio', op: '<=', limit: 2 },
} as const;

/** What one auction and what it is compared with gave. */
interface Sample extends AuctionCounts {
  readonly metConflicts: number;
  readonly paymentsMs: number;
}

/**
 * What an auction costs the network that the others are compared with, the real one, when forty pseudonyms bid at once and open
 * their prices at once:
 *
 * - conflicts: transactions that came too late for what they had read, of all from the offer to the settlement. Against payments
 *   out of one account, which must meet.
 * - blocks: from the end of a phase to the block that closes it, of bidding, and of prices with the settlement behind. Against
 *   all blocks of the auction.
 * - CPU: processor time of the network's processes and of this one, which holds all clients, a bid: its bid, its price, and its
 *   share of offer, deposit, closings and settlement; not of the waits for the phases' ends. Against two payments by the
 *   same pseudonyms.
 */
export class AuctionBenchmark implements Benchmark {
  names(): readonly string[] {
    return [conflicts, blocks, processor].map(({ name }) => name);
  }

  async run(context: BenchContext): Promise<Measured> {
    const samples = await measure(context);
    const rounds = (value: keyof Sample, againstValue: keyof Sample): Round[] =>
      samples.map((sample) => ({ value: sample[value], againstValue: sample[againstValue] }));
    const results = [
      compareWorst(conflicts, rounds('conflicts', 'metConflicts')),
      compareWorst(blocks, rounds('blocksBeyond', 'blocks')),
      compareRounds(processor, rounds('bidMs', 'paymentsMs')),
    ];
    return { results: results.filter(({ name }) => context.wants(name)), details: [] };
  }
}

async function measure({ settings, signal, onProgress }: BenchContext): Promise<Sample[]> {
  const [, kind] = settings.kinds;
  const folder = join(settings.dir, 'auctions');
  const auctions = Math.min(settings.rounds, MOST_AUCTIONS);
  const phaseSeconds = settings.measureMs >= FULL_MS ? PHASE_SECONDS.full : PHASE_SECONDS.quick;
  const site = new Site(kind, folder, signal);
  const samples: Sample[] = [];
  try {
    onProgress(`auctions of 40 bids: starting ${kind}`);
    await site.start();
    const scene = await AuctionScene.prepare(site, { auctions, phaseSeconds, folder });
    for (let round = 1; round <= auctions; round += 1) {
      const counts = await scene.hold();
      const sample = { ...counts, metConflicts: await scene.meet(), paymentsMs: await scene.payTwice() };
      onProgress(
        `auction ${String(round)}: ${String(counts.conflicts)} conflicts, ${String(counts.blocksBeyond)} blocks beyond, ` +
          `${counts.bidMs.toFixed(1)} ms of processor time a bid`,
      );
      samples.push(sample);
    }
    scene.close();
  } finally {
    await site.stop();
  }
  await rm(folder, { recursive: true });
  return samples;
}
