import { COMMUNITY_OWNER, CodedError, random16Hex } from '@acequia/protocol';
import { MAIL_REPLY_LENGTH, MAIL_REQUEST_LENGTH, openMessage } from '@acequia/protocol/channel';
import { connect } from 'node:net';
import { expect } from 'chai';
import { DOMAIN, MailScene, type Correspondent } from '../../test/MailScene.js';
import { Mailbox } from './Mailbox.js';
import { RateLimit } from './RateLimit.js';

async function expectCode(work: Promise<unknown>, code: string): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(CodedError);
  expect((error as CodedError).code).to.equal(code);
}

describe('the mailbox', () => {
  let scene: MailScene;
  let ana: Correspondent;
  let ben: Correspondent;

  beforeEach(async () => {
    scene = new MailScene();
    ana = scene.enrol('SH1');
    ben = scene.enrol('SH2');
    await scene.start();
  });
  afterEach(() => {
    scene.stop();
  });

  it('carries a message from home to home, which it cannot open, until it was asked for what comes behind it', async () => {
    const sealed = scene.seal(ana, 'SH2', ben.key.publicKey);
    await scene.client(ana).post('SH2', sealed);
    expect(() => openMessage(sealed, { privateKeys: [scene.community.privateKey], domain: DOMAIN })).to.throw(
      'CHANNEL_NOT_READABLE',
    );
    const page = await scene.client(ben).fetch(0);
    expect(page.messages).to.have.length(1);
    const first = page.messages[0];
    if (first === undefined) throw new Error('a message was there');
    const opened = openMessage(first.sealed, { privateKeys: [ben.key.privateKey], domain: DOMAIN });
    expect(opened.message).to.include({ from: 'SH1', to: 'SH2' });
    expect(opened.signer).to.deep.equal({ mspId: 'SH1MSP', keyHash: ana.party.keyHash });
    // Asked for again, as by an agent that was killed, it is still there; then no more.
    expect((await scene.client(ben).fetch(0)).messages).to.have.length(1);
    expect(await scene.client(ben).fetch(page.next)).to.deep.equal({ messages: [], next: page.next });
    expect((await scene.client(ben).fetch(0)).messages).to.deep.equal([]);
  });

  it("gives nobody another home's mail", async () => {
    await scene.client(ana).post('SH2', scene.seal(ana, 'SH2', ben.key.publicKey));
    expect((await scene.client(ana).fetch(0)).messages).to.deep.equal([]);
    expect((await scene.client(ben).fetch(0)).messages).to.have.length(1);
  });

  it('hands a message to the community on once, however often it is posted, and not before it is kept', async () => {
    const messageId = random16Hex();
    const sealed = scene.seal(ana, COMMUNITY_OWNER, scene.community.publicKey, undefined, { messageId });
    scene.failure = new CodedError('BOOK_BUSY', 'not now');
    await expectCode(scene.client(ana).post(COMMUNITY_OWNER, sealed), 'BOOK_BUSY');
    scene.failure = undefined;
    for (let round = 0; round < 3; round += 1) await scene.client(ana).post(COMMUNITY_OWNER, sealed);
    expect(scene.letters.map(({ message }) => message.messageId)).to.deep.equal([messageId]);
    // Another home's message of the same id is another message.
    const other = scene.seal(ben, COMMUNITY_OWNER, scene.community.publicKey, undefined, { messageId });
    await scene.client(ben).post(COMMUNITY_OWNER, other);
    expect(scene.letters).to.have.length(2);
  });

  it("refuses messages in another's name", async () => {
    const key = scene.community.publicKey;
    const asBen = scene.seal(ana, COMMUNITY_OWNER, key, undefined, { from: 'SH2' });
    await expectCode(scene.client(ana).post(COMMUNITY_OWNER, asBen), 'CHANNEL_SENDER_DIFFERS');
    const forBen = scene.seal(ana, 'SH2', key);
    await expectCode(scene.client(ana).post(COMMUNITY_OWNER, forBen), 'CHANNEL_SENDER_DIFFERS');
    expect(scene.letters).to.deep.equal([]);
  });

  it('refuses who is not an active household', async () => {
    const suspended = scene.enrol('SH3', { status: 'suspended' });
    const auditor = scene.enrol('SH4', { role: 'auditor' });
    const stranger = { ...ana, identity: { ...scene.enrol('SH5').identity, mspId: 'SH1MSP' } };
    for (const party of [suspended, auditor, stranger]) {
      await expectCode(scene.client(party).fetch(0), 'CHANNEL_DENIED');
      await expectCode(
        scene.client(party).post('SH2', scene.seal(ana, 'SH2', ben.key.publicKey)),
        'CHANNEL_DENIED',
      );
    }
  });

  it('refuses old and repeated requests, homes that are not there, and what is sealed to another key', async () => {
    const late = scene.client(ana, () => Date.now() - 121_000);
    await expectCode(late.fetch(0), 'CHANNEL_TIME_WRONG');
    await expectCode(
      scene.client(ana).post('SH9', scene.seal(ana, 'SH9', ben.key.publicKey)),
      'RECIPIENT_UNKNOWN',
    );
    const lost = scene.seal(ana, COMMUNITY_OWNER, ben.key.publicKey);
    await expectCode(scene.client(ana).post(COMMUNITY_OWNER, lost), 'CHANNEL_NOT_READABLE');
  });

  it('serves a copied request once, and answers everything at one length', async () => {
    const lengths = new Set<number>();
    const bodies: Buffer[] = [];
    const realFetch = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      bodies.push(Buffer.from(init?.body as Uint8Array));
      const response = await realFetch(input, init);
      lengths.add(Number(response.headers.get('content-length')));
      return response;
    };
    try {
      const client = scene.client(ana);
      await client.idle();
      await client.fetch(0);
      await client.post('SH2', scene.seal(ana, 'SH2', ben.key.publicKey));
      await expectCode(client.post('SH9', scene.seal(ana, 'SH9', ben.key.publicKey)), 'RECIPIENT_UNKNOWN');
      for (const body of bodies.slice()) {
        await realFetch(`${scene.url}/mail`, { method: 'POST', body: new Uint8Array(body) });
      }
    } finally {
      globalThis.fetch = realFetch;
    }
    expect([...lengths]).to.deep.equal([MAIL_REPLY_LENGTH]);
    expect(new Set(bodies.map(({ length }) => length))).to.deep.equal(new Set([MAIL_REQUEST_LENGTH]));
    // The copy of the post brought no second message.
    expect((await scene.client(ben).fetch(0)).messages).to.have.length(1);
  });

  it('answers nothing to what is no request', async () => {
    const post = async (body: Uint8Array<ArrayBuffer>): Promise<number> =>
      (await fetch(`${scene.url}/mail`, { method: 'POST', body })).status;
    expect(await post(new Uint8Array(10))).to.equal(400);
    expect(await post(new Uint8Array(MAIL_REQUEST_LENGTH))).to.equal(400);
    expect(await post(new Uint8Array(MAIL_REQUEST_LENGTH + 1))).to.equal(400);
    expect((await fetch(`${scene.url}/mail`)).status).to.equal(404);
  });

  it('writes for the community once a home has a key, and once', async () => {
    const delegationId = random16Hex();
    scene.outbox.write('SH2', { type: 'registered', delegationId, termsHash: 'a'.repeat(64) });
    const seal = { identity: { ...ana.identity, owner: COMMUNITY_OWNER }, domain: DOMAIN };
    expect(scene.outbox.deliver({ ...seal, keyOf: () => undefined })).to.equal(0);
    const keyOf = (): Buffer => ben.key.publicKey;
    expect(scene.outbox.deliver({ ...seal, keyOf })).to.equal(1);
    expect(scene.outbox.deliver({ ...seal, keyOf })).to.equal(0);
    const [first] = (await scene.client(ben).fetch(0)).messages;
    if (first === undefined) throw new Error('a message was there');
    const { message } = openMessage(first.sealed, { privateKeys: [ben.key.privateKey], domain: DOMAIN });
    expect(message.body).to.deep.equal({ type: 'registered', delegationId, termsHash: 'a'.repeat(64) });
  });

  it('writes to everybody else though one home fetches nothing and writes on and on', () => {
    const body = { type: 'refused', delegationId: random16Hex(), code: 'TERMS_DIFFER' } as const;
    for (let count = 0; count < 500; count += 1) scene.outbox.write('SH1', body);
    expect(scene.outbox.isFull('SH1')).to.equal(true);
    expect(scene.outbox.isFull('SH2')).to.equal(false);
    scene.outbox.write('SH2', body);
    const seal = { identity: { ...ana.identity, owner: COMMUNITY_OWNER }, domain: DOMAIN };
    let delivered = 0;
    for (let round = 0; round < 8; round += 1) {
      delivered += scene.outbox.deliver({ ...seal, keyOf: () => ben.key.publicKey });
    }
    expect(delivered).to.equal(101);
    expect(scene.mailbox.fetch('SH2', 0).messages).to.have.length(1);
  });

  it('takes a handful of letters to the community at once, and goes on handing over mail', async () => {
    const write = async (): Promise<void> => {
      const sealed = scene.seal(ana, COMMUNITY_OWNER, scene.community.publicKey);
      await scene.client(ana).post(COMMUNITY_OWNER, sealed);
    };
    for (let count = 0; count < 30; count += 1) await write();
    await expectCode(write(), 'CHANNEL_TOO_MANY');
    expect(scene.letters).to.have.length(30);
    expect((await scene.client(ana).fetch(0)).messages).to.deep.equal([]);
  });

  it('does not take for its own fault that somebody hangs up', async () => {
    const { hostname, port } = new URL(scene.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `POST /mail HTTP/1.1\r\nhost: x\r\ncontent-length: ${MAIL_REQUEST_LENGTH}\r\n\r\nabc`,
          () => {
            setTimeout(() => socket.destroy(), 50);
          },
        );
      });
      socket.on('close', () => setTimeout(resolve, 100));
    });
    expect(scene.logged()).to.deep.equal([]);
  });

  it('is full at a hundred messages of one sender and a thousand altogether, and forgets after 30 days', () => {
    let now = 1_000_000;
    const box = new Mailbox(scene.opened.book, () => now);
    const sealed = Buffer.alloc(10);
    for (let count = 0; count < 100; count += 1) box.put('SH9', 'SH1', sealed);
    expect(() => {
      box.put('SH9', 'SH1', sealed);
    }).to.throw('MAILBOX_FULL');
    for (let count = 0; count < 900; count += 1) box.put('SH9', `SH${10 + (count % 20)}`, sealed);
    expect(() => {
      box.put('SH9', 'SH2', sealed);
    }).to.throw('MAILBOX_FULL');
    now += 30 * 86_400_000 + 1;
    box.put('SH9', 'SH1', sealed);
    expect(box.fetch('SH9', 0).messages).to.have.length(1);
  }).timeout(30_000);
});

describe('RateLimit', () => {
  it('lets so many through at once, and more as time goes by', () => {
    let now = 0;
    const limit = new RateLimit(2, 1, () => now);
    limit.take('SH1');
    limit.take('SH1');
    expect(() => {
      limit.take('SH1');
    }).to.throw('CHANNEL_TOO_MANY');
    limit.take('SH2');
    now = 1_000;
    limit.take('SH1');
  });
});
