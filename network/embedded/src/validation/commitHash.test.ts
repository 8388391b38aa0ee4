import { expect } from 'chai';
import { hashedSpace, publicSpace } from '../ledger/spaces.js';
import type { Version } from '../ledger/Version.js';
import { sha256 } from '../ledger/sha256.js';
import { BlockUpdates } from './BlockUpdates.js';
import { keyText } from '../ledger/keyText.js';
import { commitHash } from './commitHash.js';
import { publicKeyId } from './publicKeyId.js';

describe('commitHash', () => {
  const updates = new BlockUpdates();
  const put = (
    namespace: string,
    collection: string,
    id: string,
    value: Uint8Array | undefined,
    block: number,
    tx: number,
  ): void => {
    const version: Version = { block, tx };
    const space = collection === '' ? publicSpace(namespace) : hashedSpace(namespace, collection);
    updates.put({ space, namespace, collection }, id, {
      entry: value && { value, metadata: new Map(), version },
      version,
    });
  };
  const codes = Uint8Array.of(0, 10, 11, 0);

  before(() => {
    put('ns2', '', publicKeyId('b'), Buffer.from('vb'), 1, 0);
    put('ns2', '', publicKeyId('\uff41'), Buffer.from('vc'), 1, 300);
    put('ns2', '', publicKeyId('\u{1f600}'), Buffer.from('vd'), 1, 1);
    put('ns2', '', publicKeyId('a'), undefined, 1, 2);
    put('ns2', 'c2', keyText(Buffer.of(0xff, 1)), Buffer.alloc(200), 1, 3);
    put('ns2', 'c1', keyText(Buffer.of(2, 1)), Buffer.from('h1'), 256, 3);
    put('ns2', 'c1', keyText(Buffer.of(2, 0)), undefined, 1, 4);
    put('ns1', 'c9', keyText(Buffer.of(9)), Buffer.from('h9'), 1, 5);
  });

  // Given by Fabric's own code (deterministicBytesForPubAndHashUpdates) for the same updates.
  it('is the one that a peer of Fabric computes', () => {
    const hex = (previous: Uint8Array): string =>
      Buffer.from(commitHash(codes, updates, previous)).toString('hex');
    expect(hex(new Uint8Array())).to.equal(
      'd2642f67b83353ed2c82ce88ae2af0f6ff4b2096ae0c9d3cd1c09d8195d8d24f',
    );
    expect(hex(sha256('previous'))).to.equal(
      '624103ab97ad5f6dbbd4e3b8de01ff894e54c0c806fb237ee4d5490ab326f897',
    );
  });
});
