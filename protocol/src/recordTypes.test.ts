import { expect } from 'chai';
import {
  collectionOf,
  privateRecords,
  publicRecords,
  sequenceAttribute,
  type RecordType,
} from './recordTypes.js';

describe('record types', () => {
  for (const [where, records] of Object.entries({ publicRecords, privateRecords })) {
    it(`of ${where} are keyed by their own names, none twice`, () => {
      const entries = Object.entries<RecordType>(records);
      for (const [name, record] of entries) {
        expect(record.type).to.equal(name);
        expect(new Set(record.attributes).size, name).to.equal(record.attributes.length);
      }
    });
  }

  it('do not mix what is public with what is private', () => {
    expect(Object.keys(publicRecords).filter((name) => name in privateRecords)).to.deep.equal([]);
  });
});

describe('sequenceAttribute', () => {
  it('sorts as text as sequences do as numbers, up to the largest', () => {
    const sequences = [1, 2, 9, 10, 99, 100, 4_294_967_296, 9_999_999_999];
    const attributes = sequences.map(sequenceAttribute);
    expect(attributes[0]).to.equal('0000000001');
    expect([...attributes].sort()).to.deep.equal(attributes);
    expect(new Set(attributes.map(({ length }) => length))).to.deep.equal(new Set([10]));
  });
});

describe('collectionOf', () => {
  it('names the collection of a home', () => {
    expect(collectionOf('SH12')).to.equal('SH12Collection');
  });
});
