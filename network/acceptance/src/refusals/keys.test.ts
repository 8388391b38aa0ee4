import { expect } from 'chai';
import { COMMUNITY_OWNER, generateX25519 } from '@acequia/protocol';
import type { Member } from '../harness/Member.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';
import { refusedByChaincode } from './refusedByChaincode.js';

/** The points whose secret with any key is the same, and the other texts of two of them (RFC 7748 §7, libsodium's list). */
const LOW_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

describe('operation keys', () => {
  const auditor = (): Member => suite().community.parties.auditor;
  const installer = (): Member => suite().community.parties.installer;
  const fresh = (): string => generateX25519().publicKey.toString('base64');
  /** The auditor has published version 1. */
  const publish = (publicKey: string, version = 2): Promise<unknown> =>
    auditor().ledger.keys.publishOperationKey({ version, publicKey });

  it('of low order are refused', async () => {
    for (const point of LOW_ORDER) {
      await refused(() => publish(Buffer.from(point, 'hex').toString('base64')), 'SEALING_KEY_INVALID');
    }
  });

  it('in another text than their own are refused', async () => {
    const key = generateX25519().publicKey;
    const text = key.toString('base64');
    // 43 digits hold 258 bits: the last two are not part of the key.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const last = alphabet.indexOf(text.charAt(42));
    const other = `${text.slice(0, 42)}${alphabet.charAt(last ^ 1)}=`;
    await refused(() => publish(other), 'SEALING_KEY_INVALID');
    const high = Buffer.from(key);
    high.writeUInt8(high.readUInt8(31) | 0x80, 31);
    await refused(() => publish(high.toString('base64')), 'SEALING_KEY_INVALID');
  });

  it('that are none are refused', async () => {
    const keys = [31, 33, 0, 64].map((length) => Buffer.alloc(length, 9).toString('base64'));
    const requests = [...keys, fresh().replace('=', ''), '*'.repeat(44)].map((publicKey) => ({
      version: 2,
      publicKey,
    }));
    await refusedByChaincode(auditor(), 'keys:publishOperationKey', requests, 'INPUT_INVALID');
  });

  it('that somebody has published are refused, the own ones too', async () => {
    const { operator, keys } = suite().community;
    const { publicKey } = await operator.ledger.keys.getOperationKey({ owner: COMMUNITY_OWNER });
    await refused(() => publish(publicKey), 'KEY_REUSED');
    await refused(() => publish(keys.auditor.pair.publicKey.toString('base64')), 'KEY_REUSED');
  });

  it('with a version left out, or taken, are refused', async () => {
    for (const version of [1, 3]) await refused(() => publish(fresh(), version), 'KEY_VERSION_GAP');
  });

  it('of a billing period are the community’s alone', async () => {
    const { ledger } = suite().community.home('SH1');
    const request = { version: 1, publicKey: fresh(), periodId: '2016-10' };
    await refused(() => ledger.keys.publishOperationKey(request), 'KEY_PERIOD_UNEXPECTED');
  });

  it('are destroyed once, by their owner, when a newer one has replaced them', async () => {
    const { keys } = installer().ledger;
    await refused(() => keys.destroyOperationKey({ version: 1 }), 'OPERATION_KEY_UNKNOWN');
    await keys.publishOperationKey({ version: 1, publicKey: fresh() });
    await refused(() => keys.destroyOperationKey({ version: 1 }), 'KEY_STILL_CURRENT');
    await keys.publishOperationKey({ version: 2, publicKey: fresh() });
    await suite().settled();
    await keys.destroyOperationKey({ version: 1 });
    await refused(() => keys.destroyOperationKey({ version: 1 }), 'KEY_DESTROYED');
    const owner = `party-${installer().keyHash}`;
    const { destroyedAt } = await keys.getOperationKey({ owner, version: 1 });
    expect(destroyedAt).to.be.a('number');
  });
});
