import { openBook, RegistrarDesk } from '@acequia/gateway-app/testing';
import { expect } from 'chai';
import { guessHomes, type Guess } from './guessHomes.js';
import { linkingAttempts } from './linkingAttempts.js';
import { readTraces } from './readTraces.js';
import type { Trace } from './Trace.js';
import type { TownTransaction } from './TownLedger.js';
import { TradingTown } from './TradingTown.js';

const ENTITLEMENTS = [90, 80, 80, 120, 200, 95, 80, 300];
/** Lots of each auction. */
const AUCTIONS = [2, 4, 8, 16, 2, 4, 8, 16];

/** A month that was traded to the end, and what somebody makes of it. */
interface Month {
  readonly homes: readonly string[];
  readonly ledger: readonly TownTransaction[];
  readonly traces: readonly Trace[];
  /** Whose each trace is: only the registrar knows. */
  readonly owners: readonly string[];
  /** Homes by their households' own token accounts. */
  readonly own: ReadonlyMap<string, string>;
  readonly guesses: Readonly<Record<string, Guess>>;
}

async function playMonth(isCareless: boolean): Promise<Month> {
  const files = new RegistrarDesk();
  const opened = openBook();
  const keys = await files.load();
  if (keys === undefined) throw new Error('it is configured');
  const town = new TradingTown({ book: opened.book, keys, entitlements: ENTITLEMENTS, isCareless });
  try {
    await town.found();
    for (const lots of AUCTIONS) await town.playAuction(lots);
    await town.finish();
    const { homes, own, ledger } = town;
    const traces = readTraces(ledger.transactions);
    const owners = traces.map(({ keyHash }) => town.registrar.pseudonyms.ofKey(keyHash)?.homeId ?? '');
    const guesses = Object.fromEntries(
      Object.entries(linkingAttempts(traces)).map(([name, alike]) => [
        name,
        guessHomes(traces, owners, alike),
      ]),
    );
    return { homes, ledger: ledger.transactions, traces, owners, own, guesses };
  } finally {
    town.close();
    opened.close();
    files.close();
  }
}

/** The homes that accounts name which a pseudonym was paid from or paid to. */
function namedBy({ accounts }: Trace, { own }: Month): string[] {
  return accounts.flatMap((account) => own.get(account) ?? []);
}

function told({ rate, chance, bound }: Guess): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return `${percent(rate)} right, by chance ${percent(chance)}, bound ${percent(bound)}`;
}

describe('somebody who reads the ledger', () => {
  let month: Month;
  /** All homes and the registrar do what links pseudonyms. */
  let careless: Month;
  before(async function () {
    this.timeout(600_000);
    month = await playMonth(false);
    careless = await playMonth(true);
  });

  for (const kind of ['careful', 'careless'] as const) {
    it(`reads a month of ${kind} homes to its end`, () => {
      const { traces, ledger } = kind === 'careful' ? month : careless;
      const done = (name: string): number => ledger.filter((each) => each.name === name).length;
      expect(traces.length).to.equal(AUCTIONS.length * (ENTITLEMENTS.length - 1));
      for (const { price, funding, change, kept } of traces) {
        expect(price).to.be.a('string');
        expect(funding.length).to.be.above(0);
        // Bond, rest and proceeds have all gone back.
        expect(kept).to.equal(change);
      }
      expect(done('market:settle')).to.equal(AUCTIONS.length);
      const sold = ledger.flatMap(({ writes }) =>
        Object.keys(writes).filter((key) => key.startsWith('delivery/')),
      );
      expect(sold.length).to.be.at.least(AUCTIONS.length);
      expect(done('market:releaseDelivery')).to.equal(sold.length);
    });
  }

  it('finds no home named in any of it', () => {
    const text = JSON.stringify(month.traces);
    for (const homeId of month.homes) expect(text).to.not.include(`"${homeId}`).and.not.include(`=${homeId}`);
    for (const trace of month.traces) expect(namedBy(trace, month)).to.deep.equal([]);
  });

  it('finds the home of each pseudonym that sends its tokens straight there', () => {
    for (const [i, trace] of careless.traces.entries()) {
      expect(namedBy(trace, careless)).to.deep.equal([careless.owners[i]]);
    }
  });

  it('sees the same payments to all who take part in an auction, whoever they are', () => {
    for (const auctionId of new Set(month.traces.map((trace) => trace.auctionId))) {
      const paid = month.traces.filter((trace) => trace.auctionId === auctionId);
      expect(new Set(paid.map(({ funding }) => funding.join(' '))).size).to.equal(1);
    }
  });

  it('sees coins sold of which there are as many of a size as homes, and buyers buy into accounts that nobody had', () => {
    const opened = month.ledger.find(({ name }) => name === 'quota:openPeriod');
    const holdings = opened?.request.holdings as readonly { readonly lots: number }[];
    for (const { coin, bidPlace } of month.traces) {
      expect(coin === undefined).to.equal(bidPlace === undefined);
      if (coin === undefined) continue;
      expect(holdings.filter(({ lots }) => lots === coin).length).to.be.at.least(month.homes.length);
    }
  });

  for (const name of Object.keys(linkingAttempts([]))) {
    it(`does no better than chance by ${name}, and does where homes are careless`, () => {
      const [guess, found] = [month.guesses[name], careless.guesses[name]];
      if (guess === undefined || found === undefined) throw new Error('every attempt was made');
      console.log(`      ${told(guess)}; of careless homes ${told(found)}`);
      expect(guess.rate, told(guess)).to.be.at.most(guess.bound);
      expect(found.rate, told(found)).to.be.above(found.bound);
    });
  }
});
