import { generateX25519, random16Hex, sha256Hex } from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import { expectRefused } from '../../test/expectRefused.js';
import type { Receipt } from '../../test/Receipt.js';
import type { TestIdentity } from '../../test/TestIdentity.js';

type Fields = Readonly<Record<string, unknown>>;

/** All points of low order, in canonical form and in the others (RFC 7748 §6.1; https://cr.yp.to/ecdh.html#validate). */
const LOW_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map((hex) => Buffer.from(hex, 'hex'));

const freshKey = (): string => generateX25519().publicKey.toString('base64');

describe('operation keys', () => {
  let community: Community;
  beforeEach(async () => {
    community = new Community();
    await community.start();
  });

  const publish = (
    version: number,
    publicKey = freshKey(),
    { by = community.household, ...more }: Fields & { readonly by?: TestIdentity } = {},
  ): Promise<Receipt> =>
    community.ledger.run(by, 'keys', 'publishOperationKey', { version, publicKey, ...more });
  const destroy = (version: number, by = community.household): Promise<Receipt> =>
    community.ledger.run(by, 'keys', 'destroyOperationKey', { version });
  const get = async (owner: string, version?: number): Promise<unknown> => {
    const request = { owner, ...(version !== undefined && { version }) };
    return (await community.ledger.run(community.neighbour, 'keys', 'getOperationKey', request)).result;
  };
  const refused = async (work: () => Promise<unknown>, code: string): Promise<void> => {
    await expectRefused(community.ledger, work, code);
  };

  describe('publishOperationKey', () => {
    it('puts a key, its use and its version on the ledger, and tells of it', async () => {
      const publicKey = freshKey();
      const { writes, event, reads, ranges } = await publish(1, publicKey);
      const use = { owner: 'SH1', version: 1 };
      expect(writes).to.deep.equal({
        'operationKey/SH1/0000000001': { ...use, publicKey, publishedAt: community.now },
        [`operationKeyUse/${sha256Hex(Buffer.from(publicKey, 'base64'))}`]: use,
        'latestOperationKey/SH1': use,
      });
      expect(event).to.deep.equal({ name: 'OperationKeyPublished', payload: use });
      expect(ranges).to.deep.equal([]);
      expect(reads).not.to.include('operationKey/SH1/0000000001');
    });

    it('goes by the caller’s role: home, community or the party itself', async () => {
      const { operator, auditor, neighbour, installer } = community;
      const ownerOf = async (by: TestIdentity): Promise<unknown> =>
        ((await publish(1, freshKey(), { by })).event?.payload as { owner: string }).owner;
      expect(await ownerOf(operator)).to.equal('community');
      expect(await ownerOf(neighbour)).to.equal('SH2');
      expect(await ownerOf(auditor)).to.equal(`party-${auditor.keyHash}`);
      expect(await ownerOf(installer)).to.equal(`party-${installer.keyHash}`);
    });

    it('is for a billing period of the community, and of nobody else', async () => {
      await refused(() => publish(1, freshKey(), { periodId: '2016-09' }), 'KEY_PERIOD_UNEXPECTED');
      await publish(1, freshKey(), { periodId: '2016-09', by: community.operator });
      expect(await get('community')).to.deep.include({ version: 1, periodId: '2016-09' });
    });

    it('refuses points of low order', async () => {
      expect(LOW_ORDER).to.have.length(7);
      for (const point of LOW_ORDER) {
        await refused(() => publish(1, point.toString('base64')), 'SEALING_KEY_INVALID');
        const withHighBit = Buffer.from(point);
        withHighBit.writeUInt8(withHighBit.readUInt8(31) | 0x80, 31);
        await refused(() => publish(1, withHighBit.toString('base64')), 'SEALING_KEY_INVALID');
      }
    });

    it('refuses keys of another length or form, and every text of a key but one', async () => {
      for (const length of [0, 31, 33, 64]) {
        await refused(() => publish(1, Buffer.alloc(length, 9).toString('base64')), 'INPUT_INVALID');
      }
      await refused(() => publish(1, Buffer.alloc(32, 9).toString('hex')), 'INPUT_INVALID');
      await refused(() => publish(1, Buffer.alloc(32, 0xff).toString('base64')), 'SEALING_KEY_INVALID');
      // The last digit of 32 bytes holds two bits that say nothing.
      const key = Buffer.alloc(32, 9).toString('base64');
      const loose = `${key.slice(0, 42)}l=`;
      expect(Buffer.from(loose, 'base64')).to.deep.equal(Buffer.alloc(32, 9));
      await refused(() => publish(1, loose), 'SEALING_KEY_INVALID');
      await publish(1, key);
    });

    it('refuses keys that were published before, by whomever', async () => {
      const publicKey = freshKey();
      await publish(1, publicKey);
      await refused(() => publish(2, publicKey), 'KEY_REUSED');
      await refused(() => publish(1, publicKey, { by: community.neighbour }), 'KEY_REUSED');
      await refused(() => publish(1, publicKey, { by: community.operator }), 'KEY_REUSED');
      await publish(2);
      await destroy(1);
      await refused(() => publish(3, publicKey), 'KEY_REUSED');
    });

    it('takes versions in order, each once', async () => {
      await refused(() => publish(2), 'KEY_VERSION_GAP');
      await publish(1);
      await refused(() => publish(1), 'KEY_VERSION_GAP');
      await refused(() => publish(3), 'KEY_VERSION_GAP');
      await publish(2);
      await publish(1, freshKey(), { by: community.neighbour });
      await refused(() => publish(0), 'INPUT_INVALID');
    });
  });

  describe('destroyOperationKey', () => {
    it('records when a key that was replaced is gone', async () => {
      const publicKey = freshKey();
      await publish(1, publicKey);
      const publishedAt = community.now;
      await publish(2);
      community.pass(60);
      const { writes, event } = await destroy(1);
      const record = { owner: 'SH1', version: 1, publicKey, publishedAt, destroyedAt: community.now };
      expect(writes).to.deep.equal({ 'operationKey/SH1/0000000001': record });
      expect(event).to.equal(undefined);
      expect(await get('SH1', 1)).to.deep.equal(record);
    });

    it('refuses the newest, the unknown, the destroyed and those of others', async () => {
      await publish(1);
      await refused(() => destroy(1), 'KEY_STILL_CURRENT');
      await refused(() => destroy(2), 'OPERATION_KEY_UNKNOWN');
      await publish(2);
      await refused(() => destroy(1, community.neighbour), 'OPERATION_KEY_UNKNOWN');
      await refused(() => destroy(1, community.operator), 'OPERATION_KEY_UNKNOWN');
      await destroy(1);
      await refused(() => destroy(1), 'KEY_DESTROYED');
    });
  });

  it('are found by version, the newest without one', async () => {
    await expectCode(get('SH1'), 'OPERATION_KEY_UNKNOWN');
    const keys = [freshKey(), freshKey()];
    for (const [index, key] of keys.entries()) await publish(index + 1, key);
    expect(await get('SH1')).to.deep.include({ version: 2, publicKey: keys[1] });
    expect(await get('SH1', 1)).to.deep.include({ version: 1, publicKey: keys[0] });
    await expectCode(get('SH1', 3), 'OPERATION_KEY_UNKNOWN');
    await expectCode(get(`party-${random16Hex().repeat(2)}`), 'OPERATION_KEY_UNKNOWN');
  });
});
