import { expect } from 'chai';
import { peer } from '@hyperledger/fabric-protos';
import { OpenQueries, type QueryResults } from './OpenQueries.js';

describe('OpenQueries', () => {
  let closed: number;

  beforeEach(() => {
    closed = 0;
  });

  function results(count: number): QueryResults {
    let given = 0;
    return {
      next: (): Uint8Array | undefined => {
        if (given === count) return undefined;
        given += 1;
        return Buffer.from(String(given));
      },
      bookmark: () => `after ${given}`,
      close: () => {
        closed += 1;
      },
    };
  }

  /** Sizes of the batches of a query. */
  function batches(count: number, limit: number): number[] {
    const queries = new OpenQueries();
    const sizes: number[] = [];
    let response = peer.QueryResponse.deserializeBinary(queries.start(results(count), limit, false));
    sizes.push(response.getResultsList().length);
    while (response.getHasMore()) {
      response = peer.QueryResponse.deserializeBinary(queries.next(response.getId(), limit));
      sizes.push(response.getResultsList().length);
    }
    expect(() => queries.next(response.getId(), limit)).to.throw(Error, 'query iterator not found');
    return sizes;
  }

  it('cuts batches of a hundred, and never an empty last one', () => {
    expect(batches(0, 1000)).to.deep.equal([0]);
    expect(batches(100, 1000)).to.deep.equal([100]);
    expect(batches(101, 1000)).to.deep.equal([100, 1]);
    expect(batches(300, 1000)).to.deep.equal([100, 100, 100]);
    expect(batches(300, 150)).to.deep.equal([100, 50]);
    expect(closed).to.equal(5);
  });

  it('gives a page whole, with its bookmark, and closes it', () => {
    const page = peer.QueryResponse.deserializeBinary(new OpenQueries().start(results(300), 150, true));
    expect(page.getResultsList()).to.have.length(150);
    expect(page.getHasMore()).to.equal(false);
    expect(peer.QueryResponseMetadata.deserializeBinary(page.getMetadata_asU8()).toObject()).to.deep.equal({
      fetchedRecordsCount: 150,
      bookmark: 'after 150',
    });
    expect(closed).to.equal(1);
  });

  it('closes what fails', () => {
    const failing = { ...results(1), next: (): never => expect.fail('broken') };
    expect(() => new OpenQueries().start(failing, 10, false)).to.throw('broken');
    expect(closed).to.equal(1);
  });
});
