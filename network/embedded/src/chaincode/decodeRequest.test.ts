import { expect } from 'chai';
import fc from 'fast-check';
import { peer } from '@hyperledger/fabric-protos';
import { decodeRequest } from './decodeRequest.js';

describe('decodeRequest', () => {
  it('reads what any chaincode writes', () => {
    const texts = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(texts, fc.uint8Array(), texts, (key, value, collection) => {
        const request = new peer.PutState();
        request.setKey(key);
        request.setValue(value);
        request.setCollection(collection);
        const read = decodeRequest(peer.PutState, request.serializeBinary(), [1, 3]);
        expect(read.getKey()).to.equal(key);
        expect(Buffer.from(read.getValue_asU8())).to.deep.equal(Buffer.from(value));
        expect(read.getCollection()).to.equal(collection);
      }),
    );
  });

  it('refuses other bytes than UTF-8 in a string, and any bytes with an Error alone', () => {
    for (const bytes of [[0xff], [0xc3, 0x41], [0xed, 0xa0, 0x80], [0xc0, 0x80]]) {
      expect(() =>
        decodeRequest(peer.GetState, Uint8Array.from([10, bytes.length, ...bytes]), [1, 2]),
      ).to.throw(Error, /^unmarshal failed: string field contains invalid UTF-8$/);
    }
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          decodeRequest(peer.GetStateByRange, bytes, [1, 2, 3]);
        } catch (error) {
          expect(error)
            .to.be.instanceOf(Error)
            .with.property('message')
            .that.matches(/^unmarshal failed: /);
        }
      }),
    );
  });
});
