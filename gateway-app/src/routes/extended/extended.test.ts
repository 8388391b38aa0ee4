import { expect } from 'chai';
import request from 'supertest';
import { openApi, type OpenApi } from '../../../test/openApi.js';
import { HOUR, START } from '../../../test/SampleLedger.js';
import { sampleMonth } from '../../../test/sampleMonth.js';
import type { ExtendedView } from '../../presenters/presentExtended.js';

interface Page {
  readonly extended: ExtendedView[];
  readonly next?: string;
}

describe('GET /homes/:homeId/extended', () => {
  const { blocks } = sampleMonth().ledger.builder;
  let api: OpenApi;
  const page = async (query: string): Promise<Page> =>
    (await request(api.server).get(`/homes/SH1/extended${query}`).expect(200)).body as Page;
  before(() => {
    api = openApi(blocks, { role: 'community' }, START);
  });
  after(() => {
    api.close();
  });

  it('shows what was measured beside the essential data', async () => {
    const { extended } = await page('?limit=1');
    expect(extended).to.deep.equal([
      {
        start: START,
        end: START + HOUR,
        deviceId: 'sh1-energy',
        sequence: 1,
        values: { temperature: 2150 },
      },
    ]);
  });

  it('pages in order of time without gaps or repeats, and takes a span', async () => {
    const whole = (await page('')).extended;
    const seen: ExtendedView[] = [];
    for (let cursor = ''; ;) {
      const { extended, next } = await page(`?limit=2${cursor}`);
      seen.push(...extended);
      if (next === undefined) break;
      cursor = `&cursor=${next}`;
    }
    expect(seen).to.deep.equal(whole);
    const span = await page(`?from=${START + HOUR}&to=${START + 2 * HOUR}`);
    expect(new Set(span.extended.map(({ start }) => start))).to.deep.equal(new Set([START + HOUR]));
    await request(api.server).get('/homes/SH1/extended?resource=water').expect(400);
  });

  it('is for the home itself and the community', async () => {
    const home = openApi(blocks, { role: 'home', homeId: 'SH2' }, START);
    await request(home.server).get('/homes/SH1/extended').expect(403);
    await request(home.server).get('/homes/SH2/extended').expect(200);
    home.close();
  });
});
