import type { MarketRecord, QuotaResource } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { tokensInMinor } from '../rules/tokensInMinor.js';

/** What the operator wants of a market; the rest stays as it is. Durations in minutes and days, shares in per cent. */
export interface TermsWish {
  readonly excess?: string;
  readonly breach?: number;
  readonly deadEnd?: number;
  readonly bidding?: number;
  readonly reveal?: number;
  readonly claim?: number;
  readonly dispute?: number;
  readonly maxLots?: number;
}

const DAY = 86_400;
const MINUTE = 60;
/** Terms of a market that has none yet, but for the excess price, which is the community's own. */
const USUAL = {
  depositRatioBp: 5000,
  deadEndPenaltyBp: 1000,
  biddingSeconds: 60 * MINUTE,
  revealSeconds: 30 * MINUTE,
  claimSeconds: 14 * DAY,
  disputeSeconds: 7 * DAY,
  maxLots: 100,
};

export type TermsRequest = Omit<MarketRecord, 'fund'>;

/** The terms to be set, or undefined when nothing is wished. @throws CliError EXCESS_MISSING; InputError. */
export function termsRequest(
  market: { readonly periodId: string; readonly resource: QuotaResource },
  wish: TermsWish,
  known: MarketRecord | undefined,
  token: CommunityFile['token'],
): TermsRequest | undefined {
  const wanted = wantedOf(wish, token);
  if (Object.keys(wanted).length === 0) return undefined;
  const excessPrice = wanted.excessPrice ?? known?.excessPrice;
  if (excessPrice === undefined) {
    throw new CliError(
      'EXCESS_MISSING',
      'say with --excess what a lot over the quota costs: bonds are made of it',
    );
  }
  return { ...USUAL, ...ownOf(known), ...wanted, ...market, excessPrice };
}

function wantedOf(wish: TermsWish, token: CommunityFile['token']): Partial<TermsRequest> {
  const times = (value: number | undefined, size: number): number | undefined =>
    value === undefined ? undefined : value * size;
  const fields = {
    excessPrice: wish.excess === undefined ? undefined : tokensInMinor(wish.excess, token),
    depositRatioBp: times(wish.breach, 100),
    deadEndPenaltyBp: times(wish.deadEnd, 100),
    biddingSeconds: times(wish.bidding, MINUTE),
    revealSeconds: times(wish.reveal, MINUTE),
    claimSeconds: times(wish.claim, DAY),
    disputeSeconds: times(wish.dispute, DAY),
    maxLots: wish.maxLots,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What stands, but for the fund, which is the token's own. */
function ownOf(known: MarketRecord | undefined): Partial<TermsRequest> {
  return Object.fromEntries(Object.entries(known ?? {}).filter(([name]) => name !== 'fund'));
}
