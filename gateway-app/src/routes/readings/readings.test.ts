import { expect } from 'chai';
import request from 'supertest';
import { openApi, type OpenApi } from '../../../test/openApi.js';
import { HOUR, START } from '../../../test/SampleLedger.js';
import { sampleMonth } from '../../../test/sampleMonth.js';
import type { ReadingView } from '../../presenters/presentReading.js';

interface Page {
  readonly readings: ReadingView[];
  readonly next?: string;
}

describe('GET /homes/:homeId/readings', () => {
  let api: OpenApi;
  const page = async (query: string): Promise<Page> =>
    (await request(api.server).get(`/homes/SH1/readings${query}`).expect(200)).body as Page;
  before(() => {
    api = openApi(sampleMonth().ledger.builder.blocks, { role: 'community' }, START);
  });
  after(() => {
    api.close();
  });

  it('shows an interval with its unit, trust and verdict', async () => {
    const { readings } = await page('?resource=energy&limit=1');
    expect(readings).to.deep.equal([
      {
        start: START,
        end: START + HOUR,
        quality: 'measured',
        from: 1000,
        to: 5000,
        amount: 4000,
        meanW: 4000,
        maxW: 4000,
        deviceId: 'sh1-energy',
        sequence: 1,
        resource: 'energy',
        trust: 'node',
        verdict: 'accepted',
        unit: 'Wh',
      },
    ]);
  });

  it('selects by time', async () => {
    const { readings } = await page(`?from=${START + HOUR}&to=${START + 2 * HOUR}`);
    expect(readings.map(({ deviceId, amount }) => [deviceId, amount])).to.deep.equal([
      ['sh1-energy', 5000],
      ['sh1-water', 200],
    ]);
  });

  it('pages through all of them, each once', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { readings, next } = await page(`?limit=2${cursor}`);
      expect(readings.length).to.be.within(1, 2);
      seen.push(...readings.map(({ deviceId, sequence, start }) => `${deviceId}/${sequence}/${start}`));
      cursor = next === undefined ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(seen).to.have.length(9);
    expect(new Set(seen).size).to.equal(9);
    const whole = await page('');
    expect(
      whole.readings.map(({ deviceId, sequence, start }) => `${deviceId}/${sequence}/${start}`),
    ).to.deep.equal(seen);
    expect(whole.readings.at(-1)).to.include({ verdict: 'rejected' });
  });
});
