import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { keyHashOf } from '../crypto/keyHash.js';
import { generateX25519 } from '../crypto/x25519.js';
import { channelIdentityOf } from '../../test/channel/channelIdentityOf.js';
import { codeOf } from '../../test/codeOf.js';
import { codeOfAsync } from '../../test/codeOfAsync.js';
import { flipped } from '../../test/flipped.js';
import { createPublicKey } from 'node:crypto';
import { sealEnvelope } from './channelEnvelope.js';
import { SEALED_MESSAGE_LENGTH } from './channelMessage.js';
import { MailClient } from './MailClient.js';
import {
  MAIL_REPLY_LENGTH,
  MAIL_REPLY_MESSAGES,
  openReply,
  sealReply,
  type KeptMessage,
  type MailReply,
} from './mailReply.js';
import {
  MAIL_REQUEST_LENGTH,
  mailRequestHead,
  openRequest,
  sealRequest,
  type MailRequest,
  type MailWish,
} from './mailRequest.js';
import { MAIL_CLOCK_TOLERANCE, ReplayGuard } from './ReplayGuard.js';

const domain = 'community/acequia';
const home = channelIdentityOf('SH1', 'SH1MSP');
const community = generateX25519();
const reply = generateX25519();
const sealed = Buffer.alloc(SEALED_MESSAGE_LENGTH, 7);
const party = `party-${'0f'.repeat(32)}`;
const wishes: MailWish[] = [
  { kind: 'post', to: 'SH2', sealed },
  { kind: 'post', to: party, sealed },
  { kind: 'fetch', after: 0 },
  { kind: 'fetch', after: 2 ** 48 - 1 },
  { kind: 'idle' },
];
const head = mailRequestHead(1_479_718_000_000, reply.publicKey);
const request = (wish: MailWish): Buffer =>
  sealRequest(wish, head, { identity: home, communityKey: community.publicKey, domain });
const opening = { privateKeys: [community.privateKey], domain };

describe('requests to the mailbox', () => {
  it('come out as they went in, with id, time, reply key and signer', () => {
    const signer = { mspId: 'SH1MSP', keyHash: keyHashOf(createPublicKey(home.key)) };
    for (const wish of wishes) {
      expect(openRequest(request(wish), opening)).to.deep.equal({ ...wish, ...head, signer });
    }
  });

  it('are all of one length', () => {
    for (const wish of wishes) expect(request(wish)).to.have.length(MAIL_REQUEST_LENGTH);
  });

  it('do not open elsewhere, with another key or when any byte is changed (property)', () => {
    const bytes = request({ kind: 'idle' });
    const elsewhere = { ...opening, domain: 'community/other' };
    expect(codeOf(() => openRequest(bytes, elsewhere))).to.equal('CHANNEL_NOT_READABLE');
    const others = { privateKeys: [generateX25519().privateKey], domain };
    expect(codeOf(() => openRequest(bytes, others))).to.equal('CHANNEL_NOT_READABLE');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        expect(codeOf(() => openRequest(flipped(bytes, at, bits), opening))).to.equal('CHANNEL_NOT_READABLE');
      }),
    );
    expect(codeOf(() => openRequest(bytes.subarray(1), opening))).to.equal('CHANNEL_MALFORMED');
  });

  it('say one thing only', () => {
    const content = Buffer.alloc(SEALED_MESSAGE_LENGTH + 131);
    const place = { purpose: 'request', domain } as const;
    const fault = (change: (bytes: Buffer) => void): string | undefined => {
      const bytes = Buffer.from(content);
      change(bytes);
      return codeOf(() => openRequest(sealEnvelope(bytes, home, community.publicKey, place), opening));
    };
    expect(fault((bytes) => bytes.writeUInt8(3))).to.equal(undefined);
    expect(fault((bytes) => bytes.writeUInt8(0))).to.equal('CHANNEL_MALFORMED');
    expect(fault((bytes) => bytes.writeUInt8(4))).to.equal('CHANNEL_MALFORMED');
    expect(fault((bytes) => bytes.writeUInt8(1))).to.equal('CHANNEL_MALFORMED');
    for (const kind of [2, 3]) {
      const change = (bytes: Buffer): void => {
        bytes.writeUInt8(kind);
        bytes.writeUInt8(1, bytes.length - 1);
      };
      expect(fault(change)).to.equal('CHANNEL_MALFORMED');
    }
    expect(codeOf(() => request({ kind: 'post', to: 'SH2', sealed: sealed.subarray(1) }))).to.equal(
      'CHANNEL_MALFORMED',
    );
  });
});

describe('answers of the mailbox', () => {
  const place = { requestId: head.requestId, domain };
  const kept = (cursor: number): KeptMessage => ({
    cursor,
    sealed: Buffer.alloc(SEALED_MESSAGE_LENGTH, cursor),
  });
  const replies: MailReply[] = [
    { kind: 'done' },
    { kind: 'refused', code: 'MAILBOX_FULL' },
    { kind: 'messages', messages: [], next: 5 },
    { kind: 'messages', messages: [kept(6), kept(9)], next: 9 },
    { kind: 'messages', messages: [1, 2, 3, 4].map(kept), next: 2 ** 48 - 1 },
  ];

  it('come out as they went in and are all of one length', () => {
    for (const answer of replies) {
      const bytes = sealReply(answer, reply.publicKey, place);
      expect(bytes).to.have.length(MAIL_REPLY_LENGTH);
      expect(openReply(bytes, reply.privateKey, place)).to.deep.equal(answer);
    }
  });

  it('fit their own request alone, and no byte of them may change (property)', () => {
    const bytes = sealReply({ kind: 'done' }, reply.publicKey, place);
    const others = [
      { ...place, requestId: 'f'.repeat(32) },
      { ...place, domain: 'community/other' },
    ];
    for (const other of others) {
      expect(codeOf(() => openReply(bytes, reply.privateKey, other))).to.equal('CHANNEL_NOT_READABLE');
    }
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const changed = flipped(bytes, at, bits);
        expect(codeOf(() => openReply(changed, reply.privateKey, place))).to.equal('CHANNEL_NOT_READABLE');
      }),
    );
    const longer = Buffer.concat([bytes, Buffer.of(0)]);
    expect(codeOf(() => openReply(longer, reply.privateKey, place))).to.equal('CHANNEL_MALFORMED');
  });

  it('hold no more than they can', () => {
    const messages = Array.from({ length: MAIL_REPLY_MESSAGES + 1 }, (_, index) => kept(index));
    const answers: MailReply[] = [
      { kind: 'messages', messages, next: 9 },
      { kind: 'messages', messages: [{ cursor: 1, sealed: Buffer.alloc(9) }], next: 1 },
      { kind: 'refused', code: 'not a code' },
      { kind: 'refused', code: `A_${'B'.repeat(39)}` },
    ];
    for (const answer of answers) {
      expect(codeOf(() => sealReply(answer, reply.publicKey, place))).to.equal('CHANNEL_MALFORMED');
    }
  });
});

describe('ReplayGuard', () => {
  it('lets each request in once, within two minutes of its time', () => {
    let now = 1_000_000;
    const guard = new ReplayGuard(() => now);
    const admit = (requestId: string, sentAt: number): string | undefined =>
      codeOf(() => {
        guard.admit({ requestId, sentAt });
      });
    expect(admit('a', now)).to.equal(undefined);
    expect(admit('a', now)).to.equal('CHANNEL_REPLAYED');
    expect(admit('b', now + MAIL_CLOCK_TOLERANCE)).to.equal(undefined);
    expect(admit('c', now + MAIL_CLOCK_TOLERANCE + 1)).to.equal('CHANNEL_TIME_WRONG');
    expect(admit('d', now - MAIL_CLOCK_TOLERANCE - 1)).to.equal('CHANNEL_TIME_WRONG');
    const ahead = now + MAIL_CLOCK_TOLERANCE;
    now += 2 * MAIL_CLOCK_TOLERANCE;
    expect(admit('b', ahead)).to.equal('CHANNEL_REPLAYED');
    now += 1;
    expect(admit('b', ahead)).to.equal('CHANNEL_TIME_WRONG');
  });
});

describe('MailClient', () => {
  let server: Server;
  let url: string;
  let requests: MailRequest[];
  let bodies: Buffer[];
  let paths: (string | undefined)[];
  let answer: (request: MailRequest) => Buffer;

  const answered =
    (what: MailReply) =>
    ({ replyKey, requestId }: MailRequest): Buffer =>
      sealReply(what, replyKey, { requestId, domain });
  const client = (to = url, timeoutMs = 2000): MailClient =>
    new MailClient({
      url: to,
      identity: home,
      communityKey: () => Promise.resolve({ version: 1, publicKey: community.publicKey }),
      domain,
      timeoutMs,
    });

  beforeEach(async () => {
    requests = [];
    bodies = [];
    paths = [];
    answer = answered({ kind: 'done' });
    server = createServer((incoming, response) => {
      void bodyOf(incoming).then((body) => {
        bodies.push(body);
        paths.push(incoming.url);
        const opened = openRequest(body, opening);
        requests.push(opened);
        response.end(answer(opened));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('posts, fetches and idles so that the path sees no difference', async () => {
    await client().post('SH2', sealed);
    await client(`${url}/`).idle();
    const page = { messages: [{ cursor: 3, sealed }], next: 3 };
    answer = answered({ kind: 'messages', ...page });
    expect(await client().fetch(2)).to.deep.equal(page);
    expect(paths).to.deep.equal(['/mail', '/mail', '/mail']);
    expect(bodies.map(({ length }) => length)).to.deep.equal(Array(3).fill(MAIL_REQUEST_LENGTH));
    expect(requests.map(({ kind }) => kind)).to.deep.equal(['post', 'idle', 'fetch']);
    expect(new Set(requests.map(({ requestId }) => requestId)).size).to.equal(3);
    expect(new Set(requests.map(({ replyKey }) => Buffer.from(replyKey).toString('hex'))).size).to.equal(3);
  });

  it('says why the mailbox refused', async () => {
    answer = answered({ kind: 'refused', code: 'MAILBOX_FULL' });
    expect(await codeOfAsync(() => client().post('SH2', sealed))).to.equal('MAILBOX_FULL');
  });

  it('takes no answer that is not the community’s to this request', async () => {
    const other = mailRequestHead(0, reply.publicKey);
    answer = ({ replyKey }) => sealReply({ kind: 'done' }, replyKey, { requestId: other.requestId, domain });
    expect(await codeOfAsync(() => client().idle())).to.equal('CHANNEL_NOT_READABLE');
    answer = answered({ kind: 'messages', messages: [], next: 0 });
    expect(await codeOfAsync(() => client().idle())).to.equal('CHANNEL_MALFORMED');
    answer = answered({ kind: 'done' });
    expect(await codeOfAsync(() => client().fetch(0))).to.equal('CHANNEL_MALFORMED');
    answer = () => Buffer.alloc(10);
    expect(await codeOfAsync(() => client().idle())).to.equal('CHANNEL_MALFORMED');
    answer = () => Buffer.alloc(4 * MAIL_REPLY_LENGTH);
    expect(await codeOfAsync(() => client().idle())).to.equal('CHANNEL_MALFORMED');
  });

  it('tells a mailbox that refuses from one that is not there or does not answer', async () => {
    server.removeAllListeners('request');
    server.on('request', (_, response) => {
      response.writeHead(429).end();
    });
    expect(await codeOfAsync(() => client().idle())).to.equal('CHANNEL_REFUSED');
    server.removeAllListeners('request');
    expect(await codeOfAsync(() => client(url, 100).idle())).to.equal('CHANNEL_UNREACHABLE');
    expect(await codeOfAsync(() => client('http://127.0.0.1:1').idle())).to.equal('CHANNEL_UNREACHABLE');
  });
});

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
