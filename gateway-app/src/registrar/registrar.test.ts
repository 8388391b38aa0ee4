import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import {
  fromAmount,
  keyHashOfCertificate,
  MAX_COINS,
  random16Hex,
  verifyTradingTicket,
  type ChannelBody,
  type FeesRecord,
  type Pseudonym,
} from '@acequia/protocol';
import { expect } from 'chai';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { pseudonymRequest, RegistrarDesk } from '../../test/RegistrarDesk.js';
import { community, period, START } from '../../test/sampleFacts.js';
import type { CommunityBook } from '../delegation/CommunityBook.js';
import { ServiceAccounts } from '../delegation/ServiceAccounts.js';
import { ServicePayments } from '../delegation/ServicePayments.js';
import { chooseCoin } from './chooseCoin.js';
import { Fundings } from './Fundings.js';
import type { RegistrarKeys } from './loadRegistrarKeys.js';
import { PseudonymDesk, type PseudonymRequest } from './PseudonymDesk.js';
import { Pseudonyms } from './Pseudonyms.js';
import { pseudonymValidity } from './pseudonymValidity.js';
import { splitIntoDenominations } from './splitIntoDenominations.js';

const coin = (digit: string, lots: number): { accountId: string; lots: number } => ({
  accountId: `acc-${digit.repeat(32)}`,
  lots,
});

describe('the registrar of pseudonyms', () => {
  const files = new RegistrarDesk();
  let opened: OpenBook;
  let book: CommunityBook;
  let letters: { readonly recipient: string; readonly body: ChannelBody }[];
  let keys: RegistrarKeys;
  let listed: number;
  beforeEach(async () => {
    listed = 0;
    opened = openBook();
    book = opened.book;
    letters = [];
    const loaded = await files.load();
    if (loaded === undefined) throw new Error('it is configured');
    keys = loaded;
  });
  afterEach(() => {
    opened.close();
  });
  after(() => {
    files.close();
  });

  const desk = (registrarKeys: RegistrarKeys | undefined): PseudonymDesk =>
    new PseudonymDesk({
      keys: registrarKeys,
      pseudonyms: new Pseudonyms(book),
      letters: { write: (recipient, body) => letters.push({ recipient, body }) },
      periodAt: (now) => (now < period.end ? { ...period } : undefined),
      coinsOf: (homeId) => (homeId === 'SH1' ? [coin('1', 2), coin('2', 4), coin('3', 4)] : [coin('4', 2)]),
      listed: () => listed,
      isTokenAccount: (accountId) => accountId === `acc-${'f'.repeat(32)}`,
      graceSeconds: 86_400,
      wallClock: Date.now,
    });
  const ask = (homeId: string, body: PseudonymRequest, now = START): ChannelBody | undefined => {
    book.transaction(() => {
      desk(keys).request({ homeId, community, now }, body);
    });
    expect(letters.at(-1)?.recipient).to.equal(homeId);
    return letters.at(-1)?.body;
  };
  const granted = (homeId: string, body: PseudonymRequest): Pseudonym => {
    const answer = ask(homeId, body);
    if (answer?.type !== 'pseudonym') throw new Error(JSON.stringify(answer));
    return answer;
  };
  const refusal = (homeId: string, body: PseudonymRequest, now?: number): string | undefined => {
    const answer = ask(homeId, body, now);
    return answer?.type === 'pseudonymRefused' ? answer.code : undefined;
  };

  it('certifies the key of the request, and says in a ticket what it may do', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const body = pseudonymRequest({}, privateKey);
    const { certificate, ticket } = granted('SH1', body);
    const x509 = new X509Certificate(certificate);
    expect(x509.checkPrivateKey(privateKey)).to.equal(true);
    expect(x509.verify(files.authority.publicKey)).to.equal(true);
    expect(x509.subject).to.match(/^OU=client\nCN=[0-9a-f]{32}$/);
    expect(publicKey.equals(x509.publicKey)).to.equal(true);
    expect(verifyTradingTicket(ticket, keys.place)).to.equal(true);
    expect(ticket.ticket).to.deep.include({
      auctionId: body.auctionId,
      side: 'seller',
      keyHash: keyHashOfCertificate(certificate),
      quotaAccountId: `acc-${'1'.repeat(32)}`,
    });
  });

  it('gives the same answer to the same request, also after a crash, and another home none', () => {
    const body = pseudonymRequest();
    const first = granted('SH1', body);
    book = opened.reopen();
    expect(granted('SH1', body)).to.deep.equal(first);
    expect(refusal('SH2', body)).to.equal('PSEUDONYM_KEY_USED');
    expect(refusal('SH1', { ...body, auctionId: 'b'.repeat(32) })).to.equal('PSEUDONYM_KEY_USED');
  });

  it('gives all pseudonyms of a home in an auction one tag, of either side, and every auction another', async () => {
    const tagOf = (homeId: string, changes: Partial<PseudonymRequest> = {}): string =>
      granted(homeId, pseudonymRequest(changes)).ticket.ticket.tag;
    const tag = tagOf('SH1');
    expect(tagOf('SH1')).to.equal(tag);
    keys = (await files.load()) ?? keys;
    expect(tagOf('SH1', { side: 'buyer' })).to.equal(tag);
    const others = [tagOf('SH2'), tagOf('SH1', { auctionId: 'b'.repeat(32) })];
    expect(new Set([tag, ...others]).size).to.equal(3);
  });

  it('sells each coin under one pseudonym alone, and buys into accounts that nobody has seen', () => {
    const accountOf = (changes: Partial<PseudonymRequest>): string =>
      granted('SH1', pseudonymRequest(changes)).ticket.ticket.quotaAccountId;
    expect(accountOf({ lots: 3 })).to.equal(`acc-${'2'.repeat(32)}`);
    expect(accountOf({ lots: 4 })).to.equal(`acc-${'3'.repeat(32)}`);
    expect(refusal('SH1', pseudonymRequest({ lots: 4 }))).to.equal('COIN_NONE_FREE');
    const bought = [accountOf({ side: 'buyer', lots: 50 }), accountOf({ side: 'buyer', lots: 50 })];
    expect(new Set(bought).size).to.equal(2);
    expect(new Pseudonyms(book).boughtInto('SH1', '2016-09')).to.deep.equal(bought);
  });

  it('lets nobody buy into an account that its list has no room for; what it sells is listed', () => {
    listed = MAX_COINS - 1;
    const last = pseudonymRequest({ side: 'buyer' });
    const answer = granted('SH1', last);
    listed = MAX_COINS;
    expect(refusal('SH1', pseudonymRequest({ side: 'buyer' }))).to.equal('COINS_TOO_MANY');
    expect(new Pseudonyms(book).count('SH1', '2016-09')).to.equal(1);
    expect(granted('SH1', last)).to.deep.equal(answer);
    granted('SH1', pseudonymRequest({ side: 'seller' }));
  });

  it('refuses what would give a home away, and what it cannot do', () => {
    const tokenAccountId = `acc-${'f'.repeat(32)}`;
    expect(refusal('SH1', pseudonymRequest({ tokenAccountId }))).to.equal('TOKEN_ACCOUNT_USED');
    const used = pseudonymRequest();
    granted('SH1', used);
    const again = pseudonymRequest({ tokenAccountId: used.tokenAccountId });
    expect(refusal('SH2', again)).to.equal('TOKEN_ACCOUNT_USED');
    expect(refusal('SH1', pseudonymRequest({ request: 'AAAA' }))).to.equal('CERTIFICATE_REQUEST_INVALID');
    expect(refusal('SH1', pseudonymRequest(), period.end)).to.equal('PERIOD_UNKNOWN');
    desk(undefined).request({ homeId: 'SH1', community, now: START }, pseudonymRequest());
    expect(letters.at(-1)?.body).to.include({ type: 'pseudonymRefused', code: 'REGISTRAR_MISSING' });
  });

  it('is bounded by the period, in times that many pseudonyms share', () => {
    const facts = {
      clock: community.clock,
      periodEnd: period.end,
      graceSeconds: 86_400,
      authorityFrom: new Date(0),
    };
    const at = (now: number): readonly string[] => {
      const { notBefore, notAfter } = pseudonymValidity({ ...facts, now });
      return [notBefore.toISOString(), notAfter.toISOString()];
    };
    const start = community.clock.start * 1000;
    expect(at(start)).to.deep.equal(['2023-11-14T22:00:00.000Z', '2023-12-15T22:13:20.000Z']);
    expect(at(start + 60_000)).to.deep.equal(at(start));
    const fast = pseudonymValidity({ ...facts, clock: { ...facts.clock, speed: 100_000 }, now: start });
    expect(fast.notAfter.toISOString()).to.equal('2023-11-16T00:00:00.000Z');
    const authorityFrom = new Date(start);
    expect(pseudonymValidity({ ...facts, now: start, authorityFrom }).notBefore).to.deep.equal(authorityFrom);
  });

  it('gives tickets for a day, and for a minute of the wall clock where ledger time runs fast', () => {
    const expiryAt = (speed: number): number => {
      const fast = { ...community, clock: { ...community.clock, speed } };
      book.transaction(() => {
        desk(keys).request(
          { homeId: 'SH1', community: fast, now: START },
          pseudonymRequest({ side: 'buyer' }),
        );
      });
      const body = letters.at(-1)?.body;
      if (body?.type !== 'pseudonym') throw new Error(JSON.stringify(body));
      return (body.ticket.ticket.expiresAt ?? 0) - START;
    };
    expect([1, 1440, 86_400].map(expiryAt)).to.deep.equal([86_400, 86_400, 60 * 86_400]);
  });

  it('chooses the smallest coin that is enough', () => {
    expect(chooseCoin([coin('1', 8), coin('2', 4)], new Set(), 3)).to.deep.equal(coin('2', 4));
    expect(chooseCoin([coin('1', 8), coin('2', 4)], new Set([coin('2', 4).accountId]), 3)).to.deep.equal(
      coin('1', 8),
    );
    expect(chooseCoin([coin('1', 2)], new Set(), 3)).to.equal(undefined);
  });

  describe('pays', () => {
    const DELAY = 1800;
    let transferFeeBp = 0;
    beforeEach(() => {
      transferFeeBp = 0;
    });
    const fundings = (): { fundings: Fundings; accounts: ServiceAccounts; payments: ServicePayments } => {
      const accounts = new ServiceAccounts(book);
      const payments = new ServicePayments(book);
      const pseudonyms = new Pseudonyms(book);
      const fees = (): FeesRecord => ({ transferFeeBp, rewardBp: 0 });
      const context = { pseudonyms, accounts, payments, decimals: () => 2, fees, maxDelay: DELAY };
      return { fundings: new Fundings(context), accounts, payments };
    };
    const deposit = (homeId: string, amount: bigint): void => {
      const { accounts } = fundings();
      accounts.book(
        homeId,
        { kind: 'deposit', amount: fromAmount(amount), at: 0 },
        `deposit/${random16Hex()}`,
      );
    };

    it('in whole tokens of few sizes', () => {
      expect(splitIntoDenominations(16_601n, 100n)).to.deep.equal([
        10_000n,
        5_000n,
        1_000n,
        500n,
        100n,
        100n,
      ]);
      expect(splitIntoDenominations(1n, 100n)).to.deep.equal([100n]);
      expect(splitIntoDenominations(0n, 100n)).to.deep.equal([]);
    });

    it('a pseudonym from what its home has on account, each payment at a time of its own', () => {
      const body = pseudonymRequest();
      granted('SH1', body);
      deposit('SH1', 20_000n);
      const { tokenAccountId } = body;
      const { fundings: made, accounts, payments } = fundings();
      book.transaction(() => {
        made.ask({ homeId: 'SH1', tokenAccountId, amount: '16601' }, START);
      });
      expect(accounts.balance('SH1')).to.equal(20_000n - 16_700n);
      expect(payments.due(START - 1)).to.deep.equal([]);
      const due = payments.due(START + DELAY);
      expect(due.map(({ amount }) => Number(amount)).sort((a, b) => b - a)).to.deep.equal([
        10_000, 5_000, 1_000, 500, 100, 100,
      ]);
      expect(new Set(due.map(({ accountId }) => accountId))).to.deep.equal(new Set([tokenAccountId]));
    });

    it('with the fees of the payments out of the home’s own money, not out of the others’', () => {
      const body = pseudonymRequest();
      granted('SH1', body);
      deposit('SH1', 16_700n);
      transferFeeBp = 150;
      const wish = { homeId: 'SH1', tokenAccountId: body.tokenAccountId, amount: '16700' };
      const ask = (): void => {
        book.transaction(() => {
          fundings().fundings.ask(wish, START);
        });
      };
      expect(ask).to.throw().with.property('code', 'SERVICE_BALANCE_INSUFFICIENT');
      deposit('SH1', 1_000n);
      ask();
      // 10,000, 5,000, 1,000, 500 and twice 100, each fee rounded up.
      expect(fundings().accounts.balance('SH1')).to.equal(1_000n - (150n + 75n + 15n + 8n + 2n + 2n));
    });

    it('nobody else, and no more than there is', () => {
      const body = pseudonymRequest();
      granted('SH1', body);
      deposit('SH1', 100n);
      deposit('SH2', 100_000n);
      const { tokenAccountId } = body;
      const codeOf = (homeId: string, amount: string): unknown => {
        try {
          fundings().fundings.ask({ homeId, tokenAccountId, amount }, START);
          return undefined;
        } catch (error) {
          return error instanceof Error && 'code' in error ? error.code : error;
        }
      };
      expect(codeOf('SH2', '100')).to.equal('PSEUDONYM_UNKNOWN');
      expect(codeOf('SH1', '101')).to.equal('SERVICE_BALANCE_INSUFFICIENT');
      expect(codeOf('SH1', '1000001')).to.equal('FUNDING_TOO_LARGE');
      expect(fundings().payments.due(START + DELAY)).to.deep.equal([]);
      expect(codeOf('SH1', '100')).to.equal(undefined);
    });
  });
});
