import { randomInt } from 'node:crypto';
import { meanOf } from '../meanOf.js';
import type { Alike } from './linkingAttempts.js';
import type { Trace } from './Trace.js';

/** Drawings of who is whose that chance is seen by. */
const DRAWINGS = 300;
/** How many standard deviations above chance nobody comes by chance. */
const DEVIATIONS = 5;
/** What is always put down to chance, as a share of one: likenesses that are rare come in lumps, which deviations do not show. */
const LEAST = 0.03;

/** How often a pseudonym's home is found in another auction, as a share of one. */
export interface Guess {
  readonly rate: number;
  /** What the same guesses find when pseudonyms of each auction are given to its homes by lot. */
  readonly chance: number;
  /** What is not chance any more. */
  readonly bound: number;
}

/**
 * Whoever knows one pseudonym looks in each other auction for the same home's: it takes one of those that are alike, or any where none
 * is. The rate is how often it is right, over all pseudonyms and all auctions in which their homes took part.
 *
 * @param homes whose each trace is, in the same order.
 */
export function guessHomes(traces: readonly Trace[], homes: readonly string[], alike: Alike): Guess {
  const candidates = traces.map((one) => candidatesFor(one, traces, alike));
  const drawn = Array.from({ length: DRAWINGS }, () => rateOf(candidates, drawHomes(traces, homes)));
  const chance = meanOf(drawn);
  const deviation = Math.sqrt(meanOf(drawn.map((rate) => (rate - chance) ** 2)));
  return { rate: rateOf(candidates, homes), chance, bound: chance + Math.max(LEAST, DEVIATIONS * deviation) };
}

/** Places of traces by auction: those that would be taken for the same home's, and all who took part. */
type Candidates = readonly { readonly alike: readonly number[]; readonly all: readonly number[] }[];

function candidatesFor(one: Trace, traces: readonly Trace[], alike: Alike): Candidates {
  const others = new Set(traces.map(({ auctionId }) => auctionId));
  others.delete(one.auctionId);
  return [...others].map((auctionId) => {
    const all = traces.flatMap((trace, i) => (trace.auctionId === auctionId ? [i] : []));
    const found = all.filter((i) => traces[i] !== undefined && alike(one, traces[i]));
    return { alike: found.length > 0 ? found : all, all };
  });
}

function rateOf(candidates: readonly Candidates[], homes: readonly string[]): number {
  const hits = candidates.flatMap((auctions, i) =>
    auctions
      .filter(({ all }) => all.some((j) => homes[j] === homes[i]))
      .map(({ alike }) => (alike.some((j) => homes[j] === homes[i]) ? 1 / alike.length : 0)),
  );
  return meanOf(hits);
}

/** Gives the pseudonyms of each auction to the homes that took part in it, by lot. */
function drawHomes(traces: readonly Trace[], homes: readonly string[]): string[] {
  const drawn = [...homes];
  for (const auctionId of new Set(traces.map((trace) => trace.auctionId))) {
    const places = traces.flatMap((trace, i) => (trace.auctionId === auctionId ? [i] : []));
    const left = places.map((i) => homes[i] ?? '');
    for (const i of places) drawn[i] = left.splice(randomInt(left.length), 1)[0] ?? '';
  }
  return drawn;
}
