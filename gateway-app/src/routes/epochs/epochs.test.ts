import { expect } from 'chai';
import request from 'supertest';
import { publicRecords, sequenceAttribute } from '@acequia/protocol';
import { getJson } from '../../../test/getJson.js';
import { put } from '../../../test/LedgerBuilder.js';
import { openApi, type OpenApi } from '../../../test/openApi.js';
import { HOUR, SampleLedger, START } from '../../../test/SampleLedger.js';

const EPOCH = 6 * HOUR;
/** The first point of the grid behind the start. */
const GRID = (Math.floor(START / EPOCH) + 1) * EPOCH;

describe('GET /homes/:homeId/epochs', () => {
  let api: OpenApi;
  before(() => {
    const ledger = new SampleLedger().found();
    ledger.publishEpoch('SH1', GRID);
    ledger.builder.add({
      function: 'keys:publishEpochs',
      writes: [
        put(publicRecords.epochRevocation, ['SH1', sequenceAttribute(2)], {
          homeId: 'SH1',
          epoch: 2,
          revokedAt: GRID + HOUR,
        }),
      ],
    });
    ledger.publishEpoch('SH1', GRID + HOUR);
    api = openApi(ledger.builder.blocks, { role: 'home', homeId: 'SH1' }, START);
  });
  after(() => {
    api.close();
  });

  it('shows when each began and ended, and no key, wrap or note', async () => {
    expect(await getJson(api.server, '/homes/SH1/epochs')).to.deep.equal({
      epochs: [
        { epoch: 3, start: GRID + HOUR, end: GRID + EPOCH, publishedAt: GRID + HOUR },
        { epoch: 2, start: GRID, end: GRID + EPOCH, publishedAt: GRID, revokedAt: GRID + HOUR },
        { epoch: 1, start: START, end: GRID, publishedAt: START },
      ],
    });
  });

  it('pages by number, and is for the home itself', async () => {
    const numbers = async (query: string): Promise<number[]> => {
      const { epochs } = (await getJson(api.server, `/homes/SH1/epochs${query}`)) as {
        readonly epochs: readonly { readonly epoch: number }[];
      };
      return epochs.map(({ epoch }) => epoch);
    };
    expect(await numbers('?limit=2')).to.deep.equal([3, 2]);
    expect(await numbers('?limit=2&before=2')).to.deep.equal([1]);
    await request(api.server).get('/homes/SH2/epochs').expect(403);
  });
});
