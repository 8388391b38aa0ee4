import { expect } from 'chai';
import request from 'supertest';
import { openApi, type OpenApi } from '../test/openApi.js';
import { sampleMonth } from '../test/sampleMonth.js';
import { START } from '../test/SampleLedger.js';

describe('the API', () => {
  let api: OpenApi;
  before(() => {
    api = openApi(sampleMonth().ledger.builder.blocks, { role: 'community' }, START);
  });
  after(() => {
    api.close();
  });

  const refusals: readonly [string, string, number, string][] = [
    ['get', '/nowhere', 404, 'ROUTE_UNKNOWN'],
    ['post', '/homes', 405, 'METHOD_NOT_ALLOWED'],
    ['delete', '/bills/B-2016-09-SH1', 405, 'METHOD_NOT_ALLOWED'],
    ['get', '/homes?x=1', 400, 'INPUT_INVALID'],
    ['get', '/homes/SH9', 404, 'HOME_UNKNOWN'],
    ['get', '/homes/home1', 400, 'INPUT_INVALID'],
    ['get', '/homes/SH1/use?period=1999-01', 404, 'PERIOD_UNKNOWN'],
    ['get', '/homes/SH1/use?period=soon', 400, 'INPUT_INVALID'],
    ['get', '/homes/SH1/readings?limit=0', 400, 'INPUT_INVALID'],
    ['get', '/homes/SH1/readings?limit=5001', 400, 'INPUT_INVALID'],
    ['get', '/homes/SH1/readings?from=-1', 400, 'INPUT_INVALID'],
    ['get', '/homes/SH1/readings?from=1&from=2', 400, 'INPUT_INVALID'],
    ['get', '/homes/SH1/readings?resource=gas', 400, 'INPUT_INVALID'],
    ['get', "/homes/SH1/readings?cursor=1';DROP", 400, 'INPUT_INVALID'],
    ['get', '/bills/B-2016-09-SH9', 404, 'BILL_UNKNOWN'],
    ['get', '/bills/x', 400, 'INPUT_INVALID'],
    ['get', '/periods/2017-01', 404, 'PERIOD_UNKNOWN'],
    ['get', `/transactions/${'0'.repeat(64)}`, 404, 'TRANSACTION_UNKNOWN'],
    ['get', '/transactions/zz', 400, 'INPUT_INVALID'],
    ['get', '/blocks/9999', 404, 'BLOCK_UNKNOWN'],
    ['get', '/blocks/-1', 400, 'INPUT_INVALID'],
    ['get', '/homes/%E0%A4%A', 400, 'INPUT_INVALID'],
  ];
  for (const [method, path, status, code] of refusals) {
    it(`answers ${method.toUpperCase()} ${path} with ${status} ${code}`, async () => {
      const answer = await (method === 'get'
        ? request(api.server).get(path)
        : request(api.server)[method === 'post' ? 'post' : 'delete'](path));
      expect(answer.status).to.equal(status);
      const body = answer.body as { error: { code: string; message: string } };
      expect(Object.keys(body)).to.deep.equal(['error']);
      expect(Object.keys(body.error)).to.deep.equal(['code', 'message']);
      expect(body.error.code).to.equal(code);
      expect(answer.text).to.not.match(/at .*\.js|DROP/);
    });
  }

  it('answers to this machine only, whatever name resolves to it', async () => {
    const answer = await request(api.server).get('/homes').set('Host', 'evil.example:80');
    expect(answer.status).to.equal(403);
    expect(answer.body).to.have.nested.property('error.code', 'HOST_DENIED');
    await request(api.server).get('/homes').set('Host', 'localhost:1234').expect(200);
  });

  it('sends security headers', async () => {
    const answer = await request(api.server).get('/status');
    expect(answer.headers).to.include({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    });
  });
});
