import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '@acequia/protocol';
import { KeyStore } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { pino } from 'pino';
import { anAlarm } from '../../test/anAlarm.js';
import { GRID } from '../../test/aTerms.js';
import { cipher } from '../../test/homeKeysOn.js';
import { waitFor } from '../../test/waitFor.js';
import { getRoute, postRoute, putRoute } from './ControlRoute.js';
import {
  controlFileSchema,
  withdrawBodySchema,
  type ControlFile,
  type OpenedAlarm,
} from './controlSchemas.js';
import { ControlServer } from './ControlServer.js';
import { EventFeed } from './EventFeed.js';

const ALARM: OpenedAlarm = { alarm: anAlarm(), openedAt: GRID, receiptSent: false, handedOn: false };

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** node:http lets a test say any Host and Origin, which fetch does not. */
async function ask(
  { url }: ControlFile,
  path: string,
  { method = 'GET', body = '', headers = {} }: { method?: string; body?: string; headers?: object } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method, headers: { ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as unknown });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('ControlServer', () => {
  let folder: string;
  let feed: EventFeed;
  let server: ControlServer;
  let control: ControlFile;
  let headers: { authorization: string };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-control-'));
    feed = new EventFeed(new KeyStore(join(folder, 'private'), cipher));
    const routes = [
      getRoute('/things/:id/name', async (id) => Promise.resolve({ id })),
      getRoute('/unknown', async () => Promise.reject(new CodedError('DELEGATION_UNKNOWN', 'not there'))),
      getRoute('/broken', async () => Promise.reject(new Error('a secret of the inside'))),
      postRoute('/withdraw', { body: withdrawBodySchema, status: 202 }, async (_, body) =>
        Promise.resolve(body),
      ),
      putRoute('/withdraw', { body: withdrawBodySchema }, async ({ amount }) =>
        Promise.resolve({ put: amount }),
      ),
    ];
    server = new ControlServer({ port: 0, dataDir: folder, routes, feed, log: pino({ level: 'silent' }) });
    await server.start();
    control = controlFileSchema.parse(JSON.parse(readFileSync(join(folder, 'control.json'), 'utf8')));
    headers = { authorization: `Bearer ${control.token}` };
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('says where it is in a file of its owner’s alone', () => {
    expect(statSync(join(folder, 'control.json')).mode & 0o777).to.equal(0o600);
    expect(control.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('serves who has the token', async () => {
    const answer = await ask(control, '/things/D-12ab/name', { headers });
    expect(answer).to.deep.equal({ status: 200, body: { id: 'D-12ab' } });
    const body = JSON.stringify({ amount: '12' });
    const posted = await ask(control, '/withdraw', { method: 'POST', body, headers });
    expect(posted).to.deep.equal({ status: 202, body: { amount: '12' } });
    const put = await ask(control, '/withdraw', { method: 'PUT', body, headers });
    expect(put).to.deep.equal({ status: 200, body: { put: '12' } });
  });

  it('refuses everybody else, and web pages whatever they have', async () => {
    const path = '/things/1/name';
    const refused: readonly (readonly [object, number, string])[] = [
      [{}, 401, 'TOKEN_WRONG'],
      [{ authorization: `Bearer ${'A'.repeat(43)}` }, 401, 'TOKEN_WRONG'],
      [{ authorization: control.token }, 401, 'TOKEN_WRONG'],
      [{ ...headers, host: 'evil.example' }, 403, 'ORIGIN_DENIED'],
      [{ ...headers, host: '127.0.0.1:1' }, 403, 'ORIGIN_DENIED'],
      [{ ...headers, origin: 'http://evil.example' }, 403, 'ORIGIN_DENIED'],
      [{ ...headers, origin: 'null' }, 403, 'ORIGIN_DENIED'],
    ];
    for (const [given, status, code] of refused) {
      const answer = await ask(control, path, { headers: given });
      expect(answer).to.deep.include({ status });
      expect(answer.body).to.include({ code });
    }
  });

  it('says in codes what is wrong, and nothing of its inside', async () => {
    const long = JSON.stringify({ amount: '1'.repeat(20_000) });
    const cases: readonly (readonly [string, { method?: string; body?: string }, number, string])[] = [
      ['/nothing', {}, 404, 'ROUTE_UNKNOWN'],
      ['/things/../name', {}, 404, 'ROUTE_UNKNOWN'],
      ['/withdraw', {}, 405, 'METHOD_WRONG'],
      ['/withdraw', { method: 'POST', body: '{' }, 400, 'INPUT_INVALID'],
      ['/withdraw', { method: 'POST', body: '{"amount":"0"}' }, 400, 'INPUT_INVALID'],
      ['/withdraw', { method: 'POST', body: '{"amount":"1","more":1}' }, 400, 'INPUT_INVALID'],
      ['/withdraw', { method: 'POST', body: long }, 413, 'BODY_TOO_LONG'],
      ['/unknown', {}, 404, 'DELEGATION_UNKNOWN'],
      ['/broken', {}, 500, 'INTERNAL_ERROR'],
    ];
    for (const [path, options, status, code] of cases) {
      const answer = await ask(control, path, { ...options, headers });
      expect(answer, `${path} ${code}`).to.deep.include({ status });
      expect(answer.body).to.include({ code });
      expect(JSON.stringify(answer.body)).not.to.contain('secret');
    }
  });

  it('streams events, from behind the one that was seen last, also of before a restart', async () => {
    await feed.add({ event: 'alarm', data: ALARM });
    await feed.add({ event: 'alarm', data: { ...ALARM, handedOn: true } });
    const again = new EventFeed(new KeyStore(join(folder, 'private'), cipher));
    await again.load();
    const heard: number[] = [];
    const unfollow = again.follow(1, ({ id }) => heard.push(id));
    await again.add({ event: 'alarm', data: ALARM });
    unfollow();
    expect(heard).to.deep.equal([2, 3]);
  });

  it('streams them over HTTP as they come', async () => {
    await feed.add({ event: 'alarm', data: ALARM });
    let text = '';
    const asked = request(
      `${control.url}/events`,
      { headers: { ...headers, 'last-event-id': '0' } },
      (response) => {
        expect(response.headers['content-type']).to.equal('text/event-stream');
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        // The test ends the stream.
        response.on('error', () => undefined);
      },
    );
    asked.on('error', () => undefined);
    asked.end();
    await waitFor('the first', () => text.includes('id: 1\n'));
    await feed.add({ event: 'alarm', data: ALARM });
    await waitFor('the second', () => text.includes('id: 2\n'));
    asked.destroy();
    const [first] = text.split('\n\n');
    expect(first).to.equal(`id: 1\nevent: alarm\ndata: ${JSON.stringify(ALARM)}`);
  });
});
