import { createPrivateKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyHashOf, signTradingTicket, type ChannelBody, type Pseudonym } from '@acequia/protocol';
import { AtRestCipher, KeyStore } from '@acequia/protocol/keystore';
import { issueCertificate, openCertificateRequest, type CertificateIssuer } from '@acequia/protocol/x509';
import { expect } from 'chai';
import { certificateIssuer } from '../../test/certificateIssuer.js';
import type { Outgoing } from '../delegation/delegationEntry.js';
import { identityOf } from './identityOf.js';
import { PseudonymBook } from './PseudonymBook.js';
import type { PseudonymEntry } from './pseudonymEntry.js';

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const wish = {
  tradeId: 'c'.repeat(32),
  auctionId: 'a'.repeat(32),
  side: 'seller',
  resource: 'energy',
  lots: 2,
} as const;
const other = { ...wish, tradeId: 'd'.repeat(32) };

describe('PseudonymBook', () => {
  let folder: string;
  let sent: Outgoing[];
  let issuer: CertificateIssuer;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-pseudonyms-'));
    sent = [];
    issuer = certificateIssuer(folder);
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const open = async (send = true): Promise<PseudonymBook> => {
    const store = new KeyStore(join(folder, 'keys'), new AtRestCipher(Buffer.alloc(32, 1)));
    const keep = (outgoing: Outgoing): Promise<void> => Promise.resolve(void sent.push(outgoing));
    const book = new PseudonymBook({ store, send: send ? keep : undefined });
    await book.load();
    return book;
  };
  const grant = ({ ask, requestHash }: PseudonymEntry, changes: object = {}): Pseudonym => {
    const publicKey = openCertificateRequest(Buffer.from(ask.request, 'base64'));
    const subject = {
      publicKey,
      commonName: 'x',
      unit: 'client',
      notBefore: new Date(),
      notAfter: new Date(),
    };
    const ticket = {
      auctionId: ask.auctionId,
      side: ask.side,
      tag: '1'.repeat(64),
      keyHash: keyHashOf(publicKey),
      quotaAccountId: `acc-${'2'.repeat(32)}`,
      ...changes,
    };
    return {
      type: 'pseudonym',
      requestHash,
      certificate: issueCertificate(subject, issuer),
      ticket: signTradingTicket(ticket, { channel: 'c' }, newKey()),
    };
  };
  const tell = (book: PseudonymBook, body: ChannelBody, from = 'community'): Promise<void> =>
    book.handle({ from, body });

  it('asks with a key of its own, and signs with it when it is certified, also after a restart', async () => {
    const book = await open();
    const [first, second] = [await book.ask(wish), await book.ask(other)];
    // One for each trade, however often it is asked for.
    expect(await book.ask(wish)).to.deep.equal(first);
    expect(new Set([first, second].map(({ privateKey }) => privateKey)).size).to.equal(2);
    expect(sent.map(({ to, body }) => [to, body])).to.deep.equal([
      ['community', first.ask],
      ['community', second.ask],
    ]);
    expect(() => identityOf(first)).to.throw('PSEUDONYM_NOT_GRANTED');
    await tell(book, grant(first));
    const again = await open();
    const { identity } = identityOf(again.get(first.requestHash));
    expect(identity.mspId).to.equal('TradersMSP');
    const key = createPrivateKey({
      key: Buffer.from(first.privateKey, 'base64'),
      format: 'der',
      type: 'pkcs8',
    });
    expect(new X509Certificate(identity.credentials).checkPrivateKey(key)).to.equal(true);
    expect(again.get(second.requestHash).state).to.equal('asked');
  });

  it('asks again after a crash with the same letter, until it is answered', async () => {
    const entry = await (await open()).ask(wish);
    sent = [];
    const book = await open();
    await book.resume();
    expect(sent).to.deep.equal([{ messageId: entry.messageId, to: 'community', body: entry.ask }]);
    await tell(book, grant(entry));
    sent = [];
    await book.resume();
    expect(sent).to.deep.equal([]);
  });

  it('takes no answer from another, nor for another key, auction or side', async () => {
    const book = await open();
    const [entry, second] = [await book.ask(wish), await book.ask(other)];
    await tell(book, grant(entry), 'SH2');
    await tell(book, { ...grant(second), requestHash: entry.requestHash });
    await tell(book, grant(entry, { auctionId: 'b'.repeat(32) }));
    await tell(book, grant(entry, { side: 'buyer' }));
    await tell(book, { ...grant(entry), certificate: 'no certificate' });
    expect(book.get(entry.requestHash).state).to.equal('asked');
  });

  it('keeps why it was refused, and what it could not be paid', async () => {
    const book = await open();
    const entry = await book.ask(wish);
    const { requestHash, tokenAccountId } = entry;
    const type = 'pseudonymRefused';
    await tell(book, { type, requestHash, tokenAccountId, code: 'COIN_NONE_FREE' });
    expect(book.get(requestHash)).to.include({ state: 'refused', code: 'COIN_NONE_FREE' });
    const funded = await book.ask(other);
    await tell(book, grant(funded));
    await book.fund(funded.requestHash, 1500n);
    const { tokenAccountId: account } = funded;
    expect(sent.at(-1)?.body).to.deep.equal({
      type: 'fundPseudonym',
      tokenAccountId: account,
      amount: '1500',
    });
    // Asked again it is not asked for anew; after a crash the same letter goes out.
    const count = sent.length;
    await book.fund(funded.requestHash, 2000n);
    expect(sent).to.have.length(count);
    const again = await open();
    await again.resume();
    expect(sent.slice(count)).to.deep.equal([sent[count - 1]]);
    await tell(book, { type, tokenAccountId: account, code: 'SERVICE_BALANCE_INSUFFICIENT' });
    expect(book.get(funded.requestHash)).to.include({
      state: 'granted',
      code: 'SERVICE_BALANCE_INSUFFICIENT',
    });
  });

  it('lets go of what is over, with its key', async () => {
    const book = await open();
    const { requestHash } = await book.ask(wish);
    await book.note(requestHash, { isOver: true });
    sent = [];
    await (await open()).resume();
    expect(sent).to.deep.equal([]);
    await book.forget(requestHash);
    expect((await open()).list()).to.deep.equal([]);
  });

  it('needs a mailbox', async () => {
    const book = await open(false);
    const failure = await book.ask(wish).catch((error: unknown) => error);
    expect(failure).to.include({ code: 'CHANNEL_MISSING' });
    expect(book.list()).to.deep.equal([]);
  });
});
