import { expect } from 'chai';
import request from 'supertest';
import { getJson } from '../../../test/getJson.js';
import { openApi, type OpenApi } from '../../../test/openApi.js';
import { HOUR, period, START } from '../../../test/SampleLedger.js';
import { sampleMonth } from '../../../test/sampleMonth.js';

describe('GET /homes', () => {
  const opened: OpenApi[] = [];
  const open = (homeId?: string, now = START + 4 * HOUR): OpenApi['server'] => {
    const viewer = homeId === undefined ? { role: 'community' as const } : { role: 'home' as const, homeId };
    const api = openApi(sampleMonth().ledger.builder.blocks, viewer, now);
    opened.push(api);
    return api.server;
  };
  after(() => {
    for (const { close } of opened) close();
  });

  it('lists all homes to the community, and a home itself', async () => {
    const all = (await request(open()).get('/homes')).body as { homes: { homeId: string }[] };
    expect(all.homes.map(({ homeId }) => homeId)).to.deep.equal(['SH1', 'SH2']);
    const own = (await request(open('SH2')).get('/homes')).body as { homes: { homeId: string }[] };
    expect(own.homes.map(({ homeId }) => homeId)).to.deep.equal(['SH2']);
  });

  it('shows a home and its devices', async () => {
    const body = await getJson(open(), '/homes/SH2');
    expect(body).to.deep.equal({
      homeId: 'SH2',
      status: 'active',
      devices: [
        {
          deviceId: 'sh2-energy',
          kind: 'meter',
          resource: 'energy',
          trust: 'node',
          status: 'active',
          enrolledAt: START,
          lastWindowEnd: START + HOUR,
          waiting: 1,
        },
        {
          deviceId: 'sh2-water',
          kind: 'meter',
          resource: 'water',
          trust: 'node',
          status: 'active',
          enrolledAt: START,
          waiting: 0,
        },
      ],
    });
  });

  it('holds the use against the quota', async () => {
    const body = await getJson(open(), '/homes/SH1/use');
    expect(body).to.deep.equal({
      homeId: 'SH1',
      periodId: '2016-09',
      start: START,
      end: period.end,
      closedAt: period.end,
      resources: [
        {
          resource: 'energy',
          unit: 'Wh',
          use: '16000',
          quota: '15000',
          excess: '1000',
          intervals: { measured: 4, replaced: 0, estimated: 0, suspect: 0, missing: 0 },
          uncoveredSeconds: 0,
          maxPowerW: 6000,
          quality: 'measured',
          trust: 'node',
        },
        {
          resource: 'water',
          unit: 'L',
          use: '600',
          quota: '5000',
          excess: '0',
          intervals: { measured: 4, replaced: 0, estimated: 0, suspect: 0, missing: 0 },
          uncoveredSeconds: 0,
          quality: 'measured',
          trust: 'node',
        },
      ],
    });
    const later = (await request(open(undefined, START + 6 * HOUR)).get('/homes/SH1/use?period=2016-09'))
      .body as {
      resources: { uncoveredSeconds: number }[];
    };
    expect(later.resources.map(({ uncoveredSeconds }) => uncoveredSeconds)).to.deep.equal([
      2 * HOUR,
      2 * HOUR,
    ]);
  });

  for (const path of ['', '/use', '/readings', '/bills', '/statements']) {
    it(`refuses another home's /homes/SH2${path}`, async () => {
      const answer = await request(open('SH1')).get(`/homes/SH2${path}`);
      expect(answer.status).to.equal(403);
      expect(answer.body).to.have.nested.property('error.code', 'HOME_DENIED');
    });
  }
});
