import { expect } from 'chai';
import fc from 'fast-check';
import { generateX25519 } from '../crypto/x25519.js';
import type { ChannelBody, ChannelMessage } from '../schemas/delegation.js';
import { channelIdentityOf } from '../../test/channel/channelIdentityOf.js';
import { codeOf } from '../../test/codeOf.js';
import { flipped } from '../../test/flipped.js';
import { keyHashOf } from '../crypto/keyHash.js';
import { ENVELOPE_OVERHEAD, sealEnvelope } from './channelEnvelope.js';
import { openMessage, SEALED_MESSAGE_LENGTH, sealMessage } from './channelMessage.js';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';

const domain = 'community/acequia';
const home = channelIdentityOf('SH1', 'SH1MSP');
const recipient = generateX25519();
const id = '0123456789abcdef0123456789abcdef';
const terms = {
  version: 1 as const,
  delegationId: id,
  delegator: 'SH1',
  delegatee: 'SH2',
  start: 1_472_688_000,
  end: 1_472_860_800,
  purpose: 'absence' as const,
  words: '',
  granularity: 'intervals' as const,
  feePerEpoch: '25',
  copyAlarms: false,
  salt: id,
};
/** One of every kind, the shortest and the longest. */
const bodies: ChannelBody[] = [
  { type: 'offer', terms },
  { type: 'offer', terms: { ...terms, words: '\u0001'.repeat(200), feePerEpoch: '9223372036854775807' } },
  { type: 'decline', delegationId: id },
  {
    type: 'accept',
    delegationId: id,
    termsHash: 'ab'.repeat(32),
    publicKey: Buffer.alloc(32, 9).toString('base64'),
  },
  { type: 'register', terms, publicKey: Buffer.alloc(32, 9).toString('base64') },
  { type: 'registered', delegationId: id, termsHash: 'ab'.repeat(32) },
  { type: 'refused', delegationId: id, code: 'DELEGATION_CHAIN' },
  { type: 'cancel', delegationId: id },
  { type: 'settled', delegationId: id, outcome: 'expired', epochs: 8, paid: '200', refunded: '0' },
  { type: 'keyFault', delegationId: id, epoch: 7, code: 'KEY_WRAP_BROKEN' },
  { type: 'withdraw', amount: '1' },
  { type: 'withdraw', amount: '1', accountId: `acc-${id}` },
  { type: 'askServiceBalance' },
  { type: 'serviceBalance', balance: '0', at: 1_472_688_000 },
];

const messageOf = (body: ChannelBody): ChannelMessage => ({
  version: 1,
  messageId: id,
  from: 'SH1',
  to: 'SH2',
  sentAt: 1_479_718_000_000,
  body,
});
const seal = (body: ChannelBody): Buffer =>
  sealMessage(messageOf(body), { identity: home, recipientKey: recipient.publicKey, domain });
const open = (sealed: Uint8Array, where = domain, key = recipient.privateKey): unknown =>
  openMessage(sealed, { privateKeys: [key], domain: where });

describe('messages of the auxiliary channel', () => {
  it('come out as they went in, with who signed them', () => {
    const signer = { mspId: 'SH1MSP', keyHash: keyHashOf(createPublicKey(home.key)) };
    for (const body of bodies) {
      expect(open(seal(body)), body.type).to.deep.equal({ message: messageOf(body), signer });
    }
  });

  it('are all of one length, and never twice the same', () => {
    const sealed = [...bodies, ...bodies].map(seal);
    for (const bytes of sealed) expect(bytes).to.have.length(SEALED_MESSAGE_LENGTH);
    expect(new Set(sealed.map((bytes) => bytes.toString('hex'))).size).to.equal(sealed.length);
  });

  it('open with whichever of the recipient’s keys they were sealed to', () => {
    const [body = { type: 'withdraw', amount: '1' }] = bodies;
    const privateKeys = [generateX25519(), recipient, generateX25519()].map(({ privateKey }) => privateKey);
    expect(openMessage(seal(body), { privateKeys, domain }).message.body).to.deep.equal(body);
    expect(codeOf(() => openMessage(seal(body), { privateKeys: [], domain }))).to.equal(
      'CHANNEL_NOT_READABLE',
    );
  });

  it('do not open elsewhere, or for anybody else', () => {
    const sealed = seal({ type: 'cancel', delegationId: id });
    expect(codeOf(() => open(sealed, 'community2/acequia'))).to.equal('CHANNEL_NOT_READABLE');
    expect(codeOf(() => open(sealed, domain, generateX25519().privateKey))).to.equal('CHANNEL_NOT_READABLE');
  });

  it('do not open when any byte of them is changed, or they are cut or lengthened (property)', () => {
    const sealed = seal({ type: 'cancel', delegationId: id });
    fc.assert(
      fc.property(fc.nat(SEALED_MESSAGE_LENGTH - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        expect(codeOf(() => open(flipped(sealed, at, bits)))).to.equal('CHANNEL_NOT_READABLE');
      }),
    );
    for (const bytes of [sealed.subarray(1), sealed.subarray(0, -1), Buffer.concat([sealed, sealed])]) {
      expect(codeOf(() => open(bytes))).to.equal('CHANNEL_MALFORMED');
    }
  });

  it('are signed: whoever seals in another’s name, or passes on what was sealed to it, is found out', () => {
    const thief = channelIdentityOf('SH1', 'SH1MSP');
    const forged = { ...thief, publicKey: home.publicKey };
    const message = messageOf({ type: 'cancel', delegationId: id });
    const stolen = sealMessage(message, { identity: forged, recipientKey: recipient.publicKey, domain });
    expect(codeOf(() => open(stolen))).to.equal('CHANNEL_SIGNATURE_WRONG');
    const third = generateX25519();
    let signature: Buffer = Buffer.alloc(0);
    const recorded = { ...home, sign: (bytes: Uint8Array) => (signature = home.sign(bytes)) };
    sealMessage(message, { identity: recorded, recipientKey: recipient.publicKey, domain });
    const passedOn = { ...home, sign: () => signature };
    const again = sealMessage(message, { identity: passedOn, recipientKey: third.publicKey, domain });
    expect(codeOf(() => open(again, domain, third.privateKey))).to.equal('CHANNEL_SIGNATURE_WRONG');
    const renamed = { ...recorded, mspId: 'SH2MSP', sign: () => signature };
    const other = sealMessage(message, { identity: renamed, recipientKey: recipient.publicKey, domain });
    expect(codeOf(() => open(other))).to.equal('CHANNEL_SIGNATURE_WRONG');
  });

  it('are not sealed in another’s name or beyond their length, and not taken when they are no message', () => {
    const message = { ...messageOf({ type: 'cancel', delegationId: id }), from: 'SH2' };
    const sealing = { identity: home, recipientKey: recipient.publicKey, domain };
    expect(codeOf(() => sealMessage(message, sealing))).to.equal('CHANNEL_SENDER_DIFFERS');
    const place = { purpose: 'message', domain } as const;
    const size = SEALED_MESSAGE_LENGTH - ENVELOPE_OVERHEAD;
    for (const content of [Buffer.alloc(size), Buffer.alloc(size, 1)]) {
      const sealed = sealEnvelope(content, home, recipient.publicKey, place);
      expect(codeOf(() => open(sealed))).to.equal('CHANNEL_MALFORMED');
    }
  });

  it('carry a P-256 key and an organisation, in one form each', () => {
    const ed25519 = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
    const identities = [
      { ...home, publicKey: ed25519.toString('base64') },
      { ...home, publicKey: '' },
      { ...home, mspId: 'nobody' },
      { ...home, mspId: '' },
    ];
    for (const identity of identities) {
      const sealed = sealMessage(messageOf({ type: 'cancel', delegationId: id }), {
        identity,
        recipientKey: recipient.publicKey,
        domain,
      });
      expect(codeOf(() => open(sealed))).to.equal('CHANNEL_MALFORMED');
    }
  });
});
