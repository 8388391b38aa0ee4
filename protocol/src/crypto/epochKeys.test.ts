import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { randomBytes, type KeyObject } from 'node:crypto';
import { codeOf } from '../../test/codeOf.js';
import { flipped } from '../../test/flipped.js';
import {
  checkKeyCommitment,
  drawEpochKeys,
  keyCommitment,
  unwrapForCommunity,
  unwrapForDelegatee,
  wrapForCommunity,
  wrapForDelegatee,
  type EpochPlace,
} from './epochKeys.js';
import { hpkeSeal } from './hpke.js';
import { generateX25519 } from './x25519.js';

const place: EpochPlace = { domain: 'community/acequia', homeId: 'SH1', epoch: 7 };
const elsewhere: EpochPlace[] = [
  { ...place, domain: 'community/other' },
  { ...place, homeId: 'SH2' },
  { ...place, epoch: 8 },
];
const delegationId = 'a'.repeat(32);
const datasets = ['essential', 'extended', 'audit'] as const;

describe('epoch keys', () => {
  it('are independent of each other and new each time', () => {
    const drawn = Array.from({ length: 20 }, drawEpochKeys).flatMap((keys) =>
      datasets.map((name) => keys[name]),
    );
    for (const key of drawn) expect(key).to.have.length(32);
    expect(new Set(drawn.map((key) => key.toString('hex'))).size).to.equal(60);
  });
});

describe('the community’s wrap', () => {
  const community = generateX25519();
  const keys = drawEpochKeys();
  const wrap = wrapForCommunity(keys, community.publicKey, 3, place);
  const open = (bytes: Uint8Array, version = 3, where = place, key = community.privateKey): unknown =>
    unwrapForCommunity(bytes, key, version, where);

  it('carries all three keys in 144 bytes', () => {
    expect(wrap).to.have.length(144);
    expect(open(wrap)).to.deep.equal(keys);
  });

  it('is junk in another epoch, home or channel, for another key, or with an old key version', () => {
    for (const where of elsewhere) expect(codeOf(() => open(wrap, 3, where))).to.equal('KEY_WRAP_BROKEN');
    expect(codeOf(() => open(wrap, 2))).to.equal('KEY_WRAP_BROKEN');
    const old = generateX25519();
    const sealedToOld = wrapForCommunity(keys, old.publicKey, 3, place);
    expect(codeOf(() => open(sealedToOld))).to.equal('KEY_WRAP_BROKEN');
    expect(codeOf(() => open(wrap, 3, place, old.privateKey))).to.equal('KEY_WRAP_BROKEN');
  });

  it('is junk when any byte is changed, when cut, and when it carries something else (property)', () => {
    fc.assert(
      fc.property(fc.nat(143), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        expect(codeOf(() => open(flipped(wrap, at, bits)))).to.equal('KEY_WRAP_BROKEN');
        expect(codeOf(() => open(wrap.subarray(0, at)))).to.equal('KEY_WRAP_BROKEN');
      }),
    );
    expect(codeOf(() => open(randomBytes(144)))).to.equal('KEY_WRAP_BROKEN');
    const info = Buffer.from('acequia community wrap v1\n3\ncommunity/acequia\nSH1\n7');
    for (const length of [0, 32, 95, 97]) {
      const other = hpkeSeal(community.publicKey, { info }, randomBytes(length));
      expect(
        codeOf(() => open(other)),
        String(length),
      ).to.equal('KEY_WRAP_BROKEN');
    }
    expect(codeOf(() => open(hpkeSeal(community.publicKey, { info }, randomBytes(96))))).to.equal(undefined);
  });

  it('is not made for a point of low order', () => {
    const code = codeOf(() => wrapForCommunity(keys, Buffer.alloc(32), 3, place));
    expect(code).to.equal('SEALING_KEY_INVALID');
  });
});

describe('the second wrap', () => {
  const delegatee = generateX25519();
  const keys = drawEpochKeys();
  const slot = { delegationId, publicKey: delegatee.publicKey };
  const wrap = wrapForDelegatee(keys.essential, slot, place);
  const open = (
    bytes: Uint8Array,
    id = delegationId,
    where = place,
    key: KeyObject = delegatee.privateKey,
  ): Buffer => unwrapForDelegatee(bytes, key, id, where);

  it('carries the essential key alone in 80 bytes', () => {
    expect(wrap).to.have.length(80);
    expect(open(wrap)).to.deep.equal(keys.essential);
  });

  it('is as long, and as random, when nothing is delegated, and opens for nobody then', () => {
    const dummies = Array.from({ length: 20 }, () => wrapForDelegatee(keys.essential, undefined, place));
    for (const dummy of dummies) {
      expect(dummy).to.have.length(80);
      expect(codeOf(() => open(dummy))).to.equal('KEY_WRAP_BROKEN');
      expect(codeOf(() => open(dummy, '0'.repeat(32)))).to.equal('KEY_WRAP_BROKEN');
    }
    const encapsulated = dummies.map((dummy) => dummy.toString('hex', 0, 32));
    expect(new Set(encapsulated).size).to.equal(20);
  });

  it('is junk in another epoch, home, channel or delegation, and for another key', () => {
    for (const where of elsewhere) {
      expect(codeOf(() => open(wrap, delegationId, where))).to.equal('KEY_WRAP_BROKEN');
    }
    expect(codeOf(() => open(wrap, 'b'.repeat(32)))).to.equal('KEY_WRAP_BROKEN');
    const stranger = generateX25519().privateKey;
    expect(codeOf(() => open(wrap, delegationId, place, stranger))).to.equal('KEY_WRAP_BROKEN');
    const community = wrapForCommunity(keys, delegatee.publicKey, 1, place);
    expect(codeOf(() => open(community))).to.equal('KEY_WRAP_BROKEN');
  });

  it('is junk when any byte is changed (property)', () => {
    fc.assert(
      fc.property(fc.nat(79), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        expect(codeOf(() => open(flipped(wrap, at, bits)))).to.equal('KEY_WRAP_BROKEN');
      }),
    );
  });
});

describe('key commitments', () => {
  const keys = drawEpochKeys();

  it('are what another implementation makes of the documented text', () => {
    const text = Buffer.from('acequia key commitment v1\nessential\ncommunity/acequia\nSH1\n7');
    const expected = Buffer.from(hmac(sha256, keys.essential, text)).toString('hex');
    expect(keyCommitment(keys.essential, 'essential', place)).to.equal(expected);
  });

  it('catch a key that differs, and one that is of another dataset, epoch, home or channel', () => {
    const commitment = keyCommitment(keys.essential, 'essential', place);
    const check = (
      key: Uint8Array,
      where = place,
      dataset: (typeof datasets)[number] = 'essential',
    ): unknown =>
      codeOf(() => {
        checkKeyCommitment(key, commitment, dataset, where);
      });
    expect(check(keys.essential)).to.equal(undefined);
    for (let at = 0; at < 32; at += 1) {
      expect(check(flipped(keys.essential, at))).to.equal('KEY_COMMITMENT_WRONG');
    }
    for (const where of elsewhere) expect(check(keys.essential, where)).to.equal('KEY_COMMITMENT_WRONG');
    expect(check(keys.essential, place, 'extended')).to.equal('KEY_COMMITMENT_WRONG');
    for (const text of ['', 'ab', commitment.slice(2), `${commitment}00`]) {
      const code = codeOf(() => {
        checkKeyCommitment(keys.essential, text, 'essential', place);
      });
      expect(code).to.equal('KEY_COMMITMENT_WRONG');
    }
  });

  it('catch the extended key in the delegatee’s wrap, and keys that differ between recipients', () => {
    const delegatee = generateX25519();
    const slot = { delegationId, publicKey: delegatee.publicKey };
    const commitment = keyCommitment(keys.essential, 'essential', place);
    for (const wrapped of [keys.extended, keys.audit, randomBytes(32)]) {
      const wrap = wrapForDelegatee(wrapped, slot, place);
      const key = unwrapForDelegatee(wrap, delegatee.privateKey, delegationId, place);
      const code = codeOf(() => {
        checkKeyCommitment(key, commitment, 'essential', place);
      });
      expect(code).to.equal('KEY_COMMITMENT_WRONG');
    }
  });
});
