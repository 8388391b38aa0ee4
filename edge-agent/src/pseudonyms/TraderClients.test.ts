import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '@acequia/protocol';
import { KeyStore } from '@acequia/protocol/keystore';
import { issueCertificate, openCertificateRequest, type CertificateIssuer } from '@acequia/protocol/x509';
import { expect } from 'chai';
import { certificateIssuer } from '../../test/certificateIssuer.js';
import { cipher } from '../../test/homeKeysOn.js';
import { PseudonymBook } from './PseudonymBook.js';
import type { PseudonymEntry } from './pseudonymEntry.js';
import type { PseudonymLedger } from './PseudonymLedger.js';
import { TraderClients } from './TraderClients.js';

describe('TraderClients', () => {
  let folder: string;
  let issuer: CertificateIssuer;
  let clients: TraderClients;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-trader-clients-'));
    issuer = certificateIssuer(folder);
    const tlsRootCertFile = join(folder, 'tls.pem');
    writeFileSync(tlsRootCertFile, issuer.certificate.toString());
    clients = new TraderClients({
      // Nobody listens there: what is closed is told from what is away.
      traders: {
        endpoint: '127.0.0.1:1',
        tlsHostname: 'localhost',
        tlsRootCertFile,
        community: 'CommunityMSP',
        homes: ['SH1MSP'],
      },
      channel: 'channel',
      chaincode: 'chaincode',
      journals: join(folder, 'journals'),
      patience: { lag: 0, outage: 0, submission: 0 },
    });
  });
  afterEach(() => {
    clients.close();
    rmSync(folder, { recursive: true });
  });

  const entries = async (count: number): Promise<PseudonymEntry[]> => {
    const send = async (): Promise<void> => Promise.resolve();
    const book = new PseudonymBook({ store: new KeyStore(join(folder, 'keys'), cipher), send });
    const wish = { auctionId: 'a'.repeat(32), side: 'seller', resource: 'water', lots: 1 } as const;
    return Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const entry = await book.ask({ ...wish, tradeId: index.toString(16).padStart(32, '0') });
        const publicKey = openCertificateRequest(Buffer.from(entry.ask.request, 'base64'));
        const [notBefore, notAfter] = [new Date(), new Date(Date.now() + 3_600_000)];
        const subject = { publicKey, commonName: 'x', unit: 'client', notBefore, notAfter };
        return { ...entry, certificate: issueCertificate(subject, issuer) };
      }),
    );
  };
  const codeOf = async (call: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await call.catch((reason: unknown) => reason);
    return error instanceof CodedError ? error.code : error;
  };
  const ask = async (ledger: PseudonymLedger | undefined): Promise<unknown> =>
    codeOf(Promise.resolve(ledger?.token.getBalance({ accountId: `acc-${'1'.repeat(32)}` })));

  it('keep four open, and close the one that was used longest ago', async () => {
    const all = await entries(5);
    const ledgers: PseudonymLedger[] = [];
    for (const entry of all.slice(0, 4)) ledgers.push(await clients.of(entry));
    const [first, second] = all;
    if (first === undefined || second === undefined) throw new Error('there are five');
    expect(await clients.of(first)).to.equal(ledgers[0]);
    for (const entry of all.slice(4)) await clients.of(entry);
    expect(await ask(ledgers[0])).to.equal('LEDGER_UNAVAILABLE');
    expect(await ask(ledgers[1])).to.equal('CLIENT_CLOSED');
    expect(await clients.of(second)).to.not.equal(ledgers[1]);
  });

  it('sign for nobody who is not certified, and for nobody once all are closed', async () => {
    const [entry] = await entries(1);
    if (entry === undefined) throw new Error('there is one');
    const { certificate, ...asked } = entry;
    expect(certificate).to.be.a('string');
    expect(await codeOf(clients.of(asked))).to.equal('PSEUDONYM_NOT_GRANTED');
    const ledger = await clients.of(entry);
    clients.close();
    expect(await ask(ledger)).to.equal('CLIENT_CLOSED');
    expect(await codeOf(clients.of(entry))).to.equal('CLIENT_CLOSED');
  });

  it('let go of a journal with its pseudonym', async () => {
    const [entry] = await entries(1);
    if (entry === undefined) throw new Error('there is one');
    const ledger = await clients.of(entry);
    const journal = join(folder, 'journals', entry.requestHash);
    mkdirSync(journal, { recursive: true });
    await clients.end(entry.requestHash);
    expect([await ask(ledger), existsSync(journal)]).to.deep.equal(['CLIENT_CLOSED', false]);
  });
});
