import { createHash, X509Certificate } from 'node:crypto';
import { escrowHolder, TRADERS_MSP, type SignedTicket } from '@acequia/protocol';
import type { TownTransaction } from './TownLedger.js';
import type { Trace } from './Trace.js';

const sum = (amounts: readonly string[]): bigint => amounts.reduce((total, each) => total + BigInt(each), 0n);
const text = ({ request }: TownTransaction, name: string): string => String(request[name]);
const largestFirst = (a: string, b: string): number => Number(BigInt(b) - BigInt(a));

/** Reads what the ledger has of all who ever made an offer or a bid. Pure: it is given nothing but what is in blocks. */
export function readTraces(all: readonly TownTransaction[]): Trace[] {
  const places = all.filter(({ name }) => name === 'market:offer' || name === 'market:bid');
  const opening = holdingsAtOpening(all);
  return places.map((place) => traceOf(place, all, opening));
}

function traceOf(
  place: TownTransaction,
  all: readonly TownTransaction[],
  opening: ReadonlyMap<string, number>,
): Trace {
  const { ticket } = place.request['ticket'] as SignedTicket;
  const { auctionId, tag, keyHash, quotaAccountId } = ticket;
  const accountId = text(place, 'accountId');
  const transfers = all.filter(({ name }) => name === 'token:transfer');
  const paid = transfers.filter((each) => text(each, 'to') === accountId);
  const sent = transfers.filter((each) => text(each, 'from') === accountId);
  const amounts = (some: readonly TownTransaction[]): string[] => some.map((each) => text(each, 'amount'));
  const opened = all.find(
    ({ name, by }) => /^market:(revealBid|depositMaxPrice)$/.test(name) && by.keyHash === keyHash,
  );
  const sentCredits = sent.map(({ transactionId }) => `${transactionId}-transfer`);
  const funding = amounts(paid).toSorted(largestFirst);
  return {
    keyHash,
    auctionId,
    papers: { ...fieldsOf(place.by.certificate), tag, keyHash },
    accounts: [
      ...new Set([
        accountId,
        quotaAccountId,
        escrowHolder(auctionId, tag),
        ...paid.map((each) => text(each, 'from')),
        ...sent.map((each) => text(each, 'to')),
      ]),
    ],
    funding,
    change: String(sum(funding) - BigInt(text(place, 'bond'))),
    sent: amounts(sent),
    kept: String(sum(amounts(sent)) - sum(givenByMarket(accountId, all))),
    price: opened && text(opened, 'unitPrice'),
    salt: opened && text(opened, 'salt'),
    lots: Number(place.request['lots']),
    coin: opening.get(quotaAccountId),
    foldedIn: all
      .filter(({ request }) => {
        const fold = request['fold'];
        return Array.isArray(fold) && sentCredits.some((creditId) => fold.includes(creditId));
      })
      .map(({ transactionId }) => transactionId),
    bidPlace: placeAmong(
      all,
      ({ name, request }) => {
        const bid = request['ticket'] as SignedTicket | undefined;
        return name === 'market:bid' && bid?.ticket.auctionId === auctionId;
      },
      keyHash,
    ),
    sentPlace: placeAmong(all, (each) => isReturnOf(each, all, auctionId), keyHash),
  };
}

/** Of somebody among those whose transactions are meant, each counted once. */
function placeAmong(
  all: readonly TownTransaction[],
  isMeant: (each: TownTransaction) => boolean,
  keyHash: string,
): number | undefined {
  const place = [...new Set(all.filter(isMeant).map(({ by }) => by.keyHash))].indexOf(keyHash);
  return place === -1 ? undefined : place;
}

function isReturnOf(
  { name, by }: TownTransaction,
  all: readonly TownTransaction[],
  auctionId: string,
): boolean {
  if (name !== 'token:transfer' || by.mspId !== TRADERS_MSP) return false;
  return all.some(({ name: other, by: trader, request }) => {
    const paper = request['ticket'] as SignedTicket | undefined;
    return (
      /^market:(offer|bid)$/.test(other) &&
      trader.keyHash === by.keyHash &&
      paper?.ticket.auctionId === auctionId
    );
  });
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
  const holdings = opened?.request['holdings'] as readonly { accountId: string; lots: number }[];
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
