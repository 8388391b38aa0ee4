import { createHash, X509Certificate } from 'node:crypto';
import { escrowHolder, type SignedTicket } from '@acequia/protocol';
import type { TownTransaction } from './TownLedger.js';
import type { Trace } from './Trace.js';

const sum = (amounts: readonly string[]): bigint => amounts.reduce((total, each) => total + BigInt(each), 0n);
const text = ({ request }: TownTransaction, name: string): string => String(request[name]);
const largestFirst = (a: string, b: string): number => Number(BigInt(b) - BigInt(a));

/** Reads what the ledger has of all who ever made an offer or a bid. Pure: it is given nothing but what is in blocks. */
export function readTraces(all: readonly TownTransaction[]): Trace[] {
  const places = all.filter(({ name }) => name === 'market:offer' || name === 'market:bid');
  const opening = holdingsAtOpening(all);
  return places.map((place) => {
    const { auctionId } = ticketOf(place);
    const auction = places.filter((each) => ticketOf(each).auctionId === auctionId);
    return traceOf(place, auction, all, opening);
  });
}

/** @param auction offer and bids of the auction, in order. */
function traceOf(
  place: TownTransaction,
  auction: readonly TownTransaction[],
  all: readonly TownTransaction[],
  opening: ReadonlyMap<string, number>,
): Trace {
  const { keyHash } = place.by;
  const { auctionId, tag, quotaAccountId } = ticketOf(place);
  const accountId = text(place, 'accountId');
  const transfers = all.filter(({ name }) => name === 'token:transfer');
  const paid = transfers.filter((each) => text(each, 'to') === accountId);
  const sent = transfers.filter((each) => text(each, 'from') === accountId);
  const funding = amountsOf(paid).toSorted(largestFirst);
  const opened = all.find(
    ({ name, by }) => /^market:(revealBid|depositMaxPrice)$/.test(name) && by.keyHash === keyHash,
  );
  const partners = [...paid.map((each) => text(each, 'from')), ...sent.map((each) => text(each, 'to'))];
  const traders = new Set(keysOf(auction));
  const funded = new Set(auction.map((each) => text(each, 'accountId')));
  return {
    keyHash,
    auctionId,
    papers: { ...fieldsOf(place.by.certificate), tag, keyHash },
    accounts: [...new Set([accountId, quotaAccountId, escrowHolder(auctionId, tag), ...partners])],
    funding,
    change: String(sum(funding) - BigInt(text(place, 'bond'))),
    sent: amountsOf(sent),
    kept: String(sum(amountsOf(sent)) - sum(givenByMarket(accountId, all))),
    price: opened && text(opened, 'unitPrice'),
    salt: opened && text(opened, 'salt'),
    lots: Number(place.request.lots),
    coin: opening.get(quotaAccountId),
    foldedIn: whereFolded(sent, all),
    bidPlace: placeAmong(keysOf(auction.filter(({ name }) => name === 'market:bid')), keyHash),
    sentPlace: placeAmong(
      keysOf(transfers).filter((key) => traders.has(key)),
      keyHash,
    ),
    paidPlace: placeAmong(
      transfers.map((each) => text(each, 'to')).filter((to) => funded.has(to)),
      accountId,
    ),
  };
}

function ticketOf({ request }: TownTransaction): SignedTicket['ticket'] {
  return (request.ticket as SignedTicket).ticket;
}

function amountsOf(transfers: readonly TownTransaction[]): string[] {
  return transfers.map((each) => text(each, 'amount'));
}

function keysOf(some: readonly TownTransaction[]): string[] {
  return some.map(({ by }) => by.keyHash);
}

/** Of one among others, each counted where it comes first; undefined where it does not come. */
function placeAmong(some: readonly string[], one: string): number | undefined {
  const place = [...new Set(some)].indexOf(one);
  return place === -1 ? undefined : place;
}

/** Transactions that folded in what transfers had given. */
function whereFolded(transfers: readonly TownTransaction[], all: readonly TownTransaction[]): string[] {
  const credits = transfers.map(({ transactionId }) => `${transactionId}-transfer`);
  const isFolding = ({ request: { fold } }: TownTransaction): boolean =>
    Array.isArray(fold) && credits.some((creditId) => fold.includes(creditId));
  return all.filter(isFolding).map(({ transactionId }) => transactionId);
}

function givenByMarket(accountId: string, all: readonly TownTransaction[]): string[] {
  return all
    .filter(({ name }) => name === 'market:settle' || name === 'market:releaseDelivery')
    .flatMap(({ writes }) =>
      Object.entries(writes)
        .filter(([key]) => key.startsWith(`credit/${accountId}/`))
        .map(([, value]) => (value as { readonly amount: string }).amount),
    );
}

function holdingsAtOpening(all: readonly TownTransaction[]): Map<string, number> {
  const opened = all.find(({ name }) => name === 'quota:openPeriod');
  const holdings = opened?.request.holdings as readonly { accountId: string; lots: number }[];
  return new Map(holdings.map(({ accountId, lots }) => [accountId, lots]));
}

/** Everything that a certificate says. */
function fieldsOf(pem: string): Record<string, string> {
  const certificate = new X509Certificate(pem);
  const { subject, issuer, serialNumber, validFrom, validTo, keyUsage } = certificate;
  return {
    subject,
    issuer,
    serialNumber,
    validFrom,
    validTo,
    publicKey: createHash('sha256')
      .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
    keyUsage: String(keyUsage),
    subjectAltName: String(certificate.subjectAltName),
  };
}
