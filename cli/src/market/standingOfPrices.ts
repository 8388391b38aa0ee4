import { openingDueAt, type AuctionSummary } from '@acequia/protocol';
import type { AuctionRelease } from './AuctionRelease.js';

/** From when on openings that were left are of use, or why they are of none. */
export type StandingOfPrices =
  { readonly dueAt: number } | { readonly idle: NonNullable<AuctionRelease['idle']> };

/** How an auction stands for who was left openings. The phase alone does not say: it stays until somebody closes it. @param now ledger seconds. */
export function standingOfPrices(auction: AuctionSummary, now: number): StandingOfPrices {
  const { phase, revealEndsAt } = auction;
  if (phase === 'bidding') return { idle: 'early' };
  if (phase !== 'reveal' || now >= revealEndsAt) return { idle: 'late' };
  const dueAt = openingDueAt(auction);
  return dueAt === undefined ? { idle: 'hurried' } : { dueAt };
}
