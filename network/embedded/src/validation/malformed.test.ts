import { peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import fc from 'fast-check';
import { temporaryFolder } from '../../test/ledger/temporaryFolder.js';
import { TestChain, type TestTransaction } from '../../test/validation/TestChain.js';
import type { TransactionSpoiling } from '../../test/validation/transactionEnvelope.js';

type Mutate = (bytes: Uint8Array) => Uint8Array;

const mutation: fc.Arbitrary<Mutate> = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    kind: fc.constantFrom('overwrite', 'insert', 'cut'),
  })
  .map(({ at, bytes, kind }) => (source) => {
    const position = Math.floor(at * source.length);
    const before = source.subarray(0, position);
    if (kind === 'cut') return before;
    return Buffer.concat([
      before,
      bytes,
      source.subarray(kind === 'insert' ? position : position + bytes.length),
    ]);
  });

/** Where a mutation is made; all that contains it is made and signed rightly afterwards. */
const places: Readonly<Record<string, (mutate: Mutate) => TransactionSpoiling>> = {
  payload: (mutate) => ({
    payload: (payload) => {
      payload.setData(mutate(payload.getData_asU8()));
    },
  }),
  headers: (mutate) => ({
    payload: (payload) => {
      const header = payload.getHeader();
      header?.setChannelHeader(mutate(header.getChannelHeader_asU8()));
    },
  }),
  action: (mutate) => ({
    action: (action) => {
      action.setPayload(mutate(action.getPayload_asU8()));
    },
  }),
  response: (mutate) => ({
    response: (response) => {
      response.setExtension$(mutate(response.getExtension_asU8()));
    },
  }),
  results: (mutate) => ({
    chaincodeAction: (action) => {
      action.setResults(mutate(action.getResults_asU8()));
    },
  }),
  endorsement: (mutate) => ({
    endorsement: (endorsement) => {
      endorsement.setEndorser(mutate(endorsement.getEndorser_asU8()));
    },
  }),
};

const run: TestTransaction['run'] = (simulator) => {
  simulator.getState('basic', 'key');
  simulator.getStateRange('basic', 'a', 'z', 0).next();
  simulator.setState('basic', 'key', Buffer.from('value'));
  simulator.setStateMetadata('basic', 'key', new Map([['name', Buffer.from('value')]]));
  simulator.setPrivateData('basic', 'secrets', 'key', Buffer.from('value'));
};

describe('Malformed transactions', () => {
  const file = temporaryFolder();

  it('get a code, whatever is wrong with which part, and nothing else fails', async () => {
    const chain = await TestChain.open(file('malformed'));
    const known = new Set(Object.keys(peer.TxValidationCode));
    const mutations = fc.array(fc.tuple(fc.constantFrom(...Object.values(places)), mutation), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(mutations, fc.array(fc.tuple(mutation), { maxLength: 5 }), async (inner, outer) => {
        const envelopes = [
          ...inner.map(([place, mutate]) => chain.transaction({ run, spoil: place(mutate) })),
          ...outer.map(([mutate]) => mutate(chain.transaction({ run }).serializeBinary())),
        ];
        const codes = await chain.commit(...envelopes);
        expect(codes).to.have.lengthOf(envelopes.length);
        expect(codes.filter((code) => !known.has(code))).to.deep.equal([]);
      }),
      { numRuns: 40 },
    );
    expect(await chain.commit(chain.transaction({ run }))).to.deep.equal(['VALID']);
    chain.ledger.close();
  });
});
