import { expect } from 'chai';
import request from 'supertest';
import { getJson } from '../../../test/getJson.js';
import { openApi, type OpenApi } from '../../../test/openApi.js';
import { period, START } from '../../../test/SampleLedger.js';
import { sampleMonth } from '../../../test/sampleMonth.js';

interface Page {
  readonly transactions: { readonly id: string; readonly block: number; readonly position: number }[];
  readonly next?: string;
}

describe('GET /transactions, /blocks, /periods, /status, /health, /summary', () => {
  const { blocks } = sampleMonth().ledger.builder;
  let api: OpenApi;
  before(() => {
    api = openApi(blocks, { role: 'community' }, START + 5);
  });
  after(() => {
    api.close();
  });

  it('pages through all transactions, the newest first', async () => {
    const seen: string[] = [];
    let query = '?limit=3';
    for (;;) {
      const page = (await request(api.server).get(`/transactions${query}`).expect(200)).body as Page;
      seen.push(...page.transactions.map(({ id }) => id));
      if (page.next === undefined) break;
      query = `?limit=3&before=${page.next}`;
    }
    const all = blocks.flatMap((block) => block.transactions.map(({ id }) => id));
    expect(seen).to.deep.equal(all.reverse());
  });

  it('shows one transaction', async () => {
    const transaction = blocks[1]?.transactions[1];
    const body = await getJson(api.server, `/transactions/${transaction?.id ?? ''}`);
    expect(body).to.deep.equal({
      block: 1,
      position: 1,
      id: transaction?.id,
      type: 'endorser',
      timeMs: 1_700_000_001_001,
      validationCode: 'VALID',
      function: 'registry:enrolDevice',
      creator: { ...transaction?.creator },
    });
  });

  it('shows blocks and their transactions', async () => {
    const body = await getJson(api.server, '/blocks?limit=2&before=2');
    expect(body).to.deep.equal({
      blocks: [1, 0].map((number) => ({
        number,
        hash: blocks[number]?.hash,
        previousHash: blocks[number]?.previousHash,
        dataHash: blocks[number]?.dataHash,
        transactions: blocks[number]?.transactions.length,
      })),
    });
    const block = (await request(api.server).get('/blocks/1').expect(200)).body as Page;
    expect(block.transactions.map(({ position }) => position)).to.deep.equal([0, 1, 2]);
  });

  it('checks Eq. 9 of a period', async () => {
    const [energy, water] = period.contracts;
    const body = await getJson(api.server, '/periods/2016-09');
    expect(body).to.deep.equal({
      ...period,
      contracts: [energy, { resource: 'power', lotSize: '500', lots: 6 }, water],
      closedAt: period.end,
      accounts: 4,
      equation9: [
        { resource: 'energy', contract: '30000', held: '30000', holds: true },
        { resource: 'power', contract: '3000', held: '3000', holds: true },
        { resource: 'water', contract: '10000', held: '10000', holds: true },
      ],
    });
    const list = (await request(api.server).get('/periods').expect(200)).body as { periods: unknown[] };
    expect(list.periods).to.deep.equal([body]);
  });

  it('says what time it is on the ledger', async () => {
    const body = await getJson(api.server, '/status');
    expect(body).to.deep.equal({
      role: 'community',
      checkpoint: blocks.length - 1,
      community: {
        name: 'Las Acequias',
        timeZone: 'Europe/Madrid',
        currency: { code: 'EUR', minorDigits: 2 },
        ledgerTime: START + 5,
        speed: 1,
      },
    });
  });

  it('counts what is on the ledger', async () => {
    const body = await getJson(api.server, '/summary');
    expect(body).to.include({
      accepted: 2,
      rejected: 1,
      waiting: 1,
      windows: 4,
      readings: 10,
      finalBills: 1,
    });
  });

  it('is healthy, or says with 503 what is wrong', async () => {
    await request(api.server).get('/health').expect(200);
    const state = {
      ready: false,
      checkpoint: 7,
      awaited: 0,
      unopened: 0,
      failure: 'BLOCK_CHAIN_BROKEN',
      services: [],
    };
    const broken = openApi(blocks, { role: 'community' }, START, state);
    const answer = await request(broken.server).get('/health');
    broken.close();
    expect(answer.status).to.equal(503);
    expect(answer.body).to.deep.equal(state);
  });
});
