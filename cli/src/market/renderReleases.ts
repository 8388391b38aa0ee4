import { formatMoment } from '../format/formatMoment.js';
import type { AuctionRelease, ReleasedOpening } from './AuctionRelease.js';
import { auctionWords } from './auctionWords.js';

const IDLE = {
  early: 'bids are taken; nothing is opened before that is over',
  hurried: 'the bidding was closed too late: everything goes back, and nothing is to be opened',
  late: 'the time to open prices is over',
} as const;

/** What an auditor did with the openings that were left with it; no price is among it. @param zone of the community. */
export function renderReleases(releases: readonly AuctionRelease[], zone: string): string[] {
  if (releases.length === 0) return ['In no auction prices are being opened.'];
  return releases.flatMap((release) => renderRelease(release, zone));
}

function renderRelease(release: AuctionRelease, zone: string): string[] {
  const { auctionId, resource, periodId, phase, revealEndsAt, idle, failure, openings, others } = release;
  const head = `Auction ${auctionId} of ${resource} in ${periodId}:`;
  if (failure !== undefined) return [`${head} it could not be looked at: ${failure}.`];
  if (idle !== undefined) return [`${head} ${IDLE[idle]}.`];
  return [
    `${head} ${auctionWords.phase[phase]} until ${formatMoment(revealEndsAt, zone)}.`,
    ...openings.map(
      (opening) => `- ${opening.side} ${opening.tag.slice(0, 8)}: ${wordsOf(opening, release, zone)}`,
    ),
    ...(openings.length === 0 ? ['- nothing that nobody has opened yet was left with you'] : []),
    ...(others === 0 ? [] : [`- ${String(others)} more not opened yet, and not left with you`]),
  ];
}

function wordsOf({ state, code = '' }: ReleasedOpening, { dueAt }: AuctionRelease, zone: string): string {
  switch (state) {
    case 'waits':
      return `waits for its trader${dueAt === undefined ? '' : ` until ${formatMoment(dueAt, zone)}`}`;
    case 'released':
      return 'opened by you now';
    case 'opened':
      return 'the trader was there first';
    case 'late':
      return 'the time to open prices was over first';
    case 'wrong':
      return `set aside: ${code}`;
    case 'failed':
      return `not opened: ${code}`;
  }
}
