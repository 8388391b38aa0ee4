import { formatMoment } from '../format/formatMoment.js';
import type { AuctionRelease, ReleasedOpening } from './AuctionRelease.js';
import { auctionWords } from './auctionWords.js';

/** What an auditor did with the openings that were left with it; no price is among it. @param zone of the community. */
export function renderReleases(releases: readonly AuctionRelease[], zone: string): string[] {
  if (releases.length === 0) return ['In no auction prices are being opened.'];
  return releases.flatMap((release) => renderRelease(release, zone));
}

function renderRelease(release: AuctionRelease, zone: string): string[] {
  const { auctionId, resource, periodId, phase, revealEndsAt, openings, others } = release;
  const head = `Auction ${auctionId} of ${resource} in ${periodId}: ${auctionWords.phase[phase]}`;
  if (phase === 'bidding') return [`${head}; nothing is opened before that is over.`];
  if (phase !== 'reveal') return [`${head}; it is too late to open prices.`];
  return [
    `${head} until ${formatMoment(revealEndsAt, zone)}.`,
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
      return `waits for its trader until ${formatMoment(dueAt, zone)}`;
    case 'released':
      return 'opened by you now';
    case 'opened':
      return 'the trader was there first';
    case 'late':
      return 'the time to open prices was over first';
    case 'wrong':
      return `set aside: ${code}`;
  }
}
