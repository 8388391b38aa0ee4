import { expect } from 'chai';
import request from 'supertest';
import { getJson } from '../../../test/getJson.js';
import { openApi, type OpenApi } from '../../../test/openApi.js';
import { HOUR, START } from '../../../test/SampleLedger.js';
import { sampleMonth } from '../../../test/sampleMonth.js';

describe('GET /warnings and /homes/:homeId/statements', () => {
  const opened: OpenApi[] = [];
  const open = (homeId?: string): OpenApi['server'] => {
    const viewer = homeId === undefined ? { role: 'community' as const } : { role: 'home' as const, homeId };
    const api = openApi(sampleMonth().ledger.builder.blocks, viewer, START);
    opened.push(api);
    return api.server;
  };
  after(() => {
    for (const { close } of opened) close();
  });
  const at = START + 25 * HOUR;

  it('shows a home its statements, without the salt', async () => {
    const body = await getJson(open('SH1'), '/homes/SH1/statements');
    expect(body).to.deep.equal({
      statements: [
        {
          version: 1,
          homeId: 'SH1',
          statementId: '2016-09-01',
          periodId: '2016-09',
          at,
          lines: [{ resource: 'energy', use: 16000, quota: 15000, unit: 'Wh' }],
          warnings: [{ code: 'OVER_QUOTA', resource: 'energy', percent: 106 }],
        },
      ],
    });
  });

  it('shows the community all warnings, from a day on', async () => {
    const server = open();
    const body = await getJson(server, '/warnings');
    expect(body).to.deep.equal({
      warnings: [
        {
          homeId: 'SH1',
          statementId: '2016-09-01',
          at,
          code: 'OVER_QUOTA',
          resource: 'energy',
          percent: 106,
        },
      ],
    });
    expect((await request(server).get('/warnings?since=2016-09-02')).body).to.deep.equal({ warnings: [] });
  });

  it('keeps all warnings from homes', async () => {
    const answer = await request(open('SH1')).get('/warnings');
    expect(answer.status).to.equal(403);
    expect(answer.body).to.have.nested.property('error.code', 'WARNINGS_DENIED');
  });
});
