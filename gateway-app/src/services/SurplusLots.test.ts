import { join } from 'node:path';
import { expect } from 'chai';
import { privateRecords, publicRecords, random16Hex, type Holding } from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { pino } from 'pino';
import { privatePut, put, toHome } from '../../test/LedgerBuilder.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { sampleConfig } from '../../test/sampleConfig.js';
import { accountOf, period, SampleLedger } from '../../test/SampleLedger.js';
import { DocumentStore } from '../ownStore/DocumentStore.js';
import { presentUse } from '../presenters/presentUse.js';
import { Database } from '../readModel/Database.js';
import { SurplusLots, type SurplusContext } from './SurplusLots.js';

describe('SurplusLots', () => {
  let opened: OpenModel;
  let ledger: SampleLedger;
  let documents: DocumentStore;
  let requests: { readonly requestId: string; readonly lots: number; readonly evidenceHash: string }[];
  let isLost: boolean;
  let isCurrent: boolean;
  let isWanted: boolean;
  beforeEach(() => {
    opened = openModel();
    documents = new DocumentStore(Database.open(join(opened.folder, 'documents.sqlite')));
    ledger = new SampleLedger().found();
    ledger.enrolProduction('SH1');
    requests = [];
    [isLost, isCurrent, isWanted] = [false, true, true];
  });
  afterEach(() => {
    documents.close();
    opened.close();
  });
  const catchUp = (): void => {
    opened.apply(ledger.builder.blocks.slice(opened.model.ledger.summary().blocks));
  };
  const accepted = (deviceId: string, ...amounts: readonly number[]): void => {
    const window = ledger.window(deviceId, amounts);
    ledger.submit([window]);
    ledger.accept(window);
    catchUp();
  };
  /** What the chaincode writes. */
  const addProducedLots: SurplusContext['ledger']['quota']['addProducedLots'] = (request) => {
    const { requestId = '', periodId, accountId, lots, evidenceHash } = request;
    requests.push({ requestId, lots, evidenceHash });
    if (isLost) return Promise.reject(new Error('killed'));
    const held = opened.model.quota
      .holdings(periodId)
      .find((each) => each.resource === 'energy' && each.accountId === accountId);
    const holding: Holding = { accountId, resource: 'energy', lots: (held?.lots ?? 0) + lots };
    const { blockNumber } = write(
      put(publicRecords.producedLots, [periodId, evidenceHash], {
        periodId,
        accountId,
        lots,
        evidenceHash,
        addedAt: 1,
      }),
      put(publicRecords.holding, [periodId, 'energy', accountId], holding),
    );
    return Promise.resolve({ requestId, transactionId: '', blockNumber } satisfies Committed);
  };
  const write = (...writes: ReturnType<typeof put>[]): { readonly blockNumber: number } => {
    const block = ledger.builder.add({ function: 'quota:addProducedLots', writes });
    catchUp();
    return { blockNumber: block.number };
  };
  const open = (): SurplusLots => {
    const config = sampleConfig();
    return new SurplusLots({
      model: opened.model,
      documents,
      ledger: { quota: { addProducedLots } },
      config: { ...config, community: { ...config.community, surplusAsLots: isWanted } },
      log: pino({ level: 'silent' }),
      reached: () => Promise.resolve(),
      isCurrent: () => Promise.resolve(isCurrent),
    });
  };
  const made = (): number => opened.model.quota.producedLots('2016-09', [accountOf('SH1')]);

  it('makes lots of whole lots of surplus alone, and more when there is more', async () => {
    const service = open();
    await service.step();
    accepted('sh1-energy', 100, 200);
    accepted('sh1-production', 900, 300);
    await service.step();
    expect(requests).to.deep.equal([]);
    accepted('sh1-energy', 0);
    accepted('sh1-production', 1700);
    await service.step();
    await service.step();
    // 800 + 100 + 1700 Wh, in lots of 1000.
    expect(made()).to.equal(2);
    accepted('sh1-energy', 0);
    accepted('sh1-production', 400);
    await service.step();
    expect([made(), requests.map(({ lots }) => lots)]).to.deep.equal([3, [2, 1]]);
  });

  it('asks for the very same again when the answer was lost, though more was delivered meanwhile', async () => {
    accepted('sh1-energy', 0);
    accepted('sh1-production', 1500);
    isLost = true;
    await open().step();
    accepted('sh1-energy', 0);
    accepted('sh1-production', 3000);
    isLost = false;
    const service = open();
    await service.step();
    expect(requests[1]).to.deep.equal(requests[0]);
    await service.step();
    expect([made(), requests.length]).to.deep.equal([4, 3]);
    expect(requests[2]?.evidenceHash).to.not.equal(requests[0]?.evidenceHash);
  });

  it('does nothing unasked, behind the ledger, or behind the close', async () => {
    accepted('sh1-energy', 0);
    accepted('sh1-production', 5000);
    isWanted = false;
    await open().step();
    [isWanted, isCurrent] = [true, false];
    await open().step();
    isCurrent = true;
    ledger.close();
    catchUp();
    await open().step();
    expect(requests).to.deep.equal([]);
  });

  it('is not paid again on the bill, and raises the quota, also where the home has coins', async () => {
    const coin = `acc-${'c'.repeat(32)}`;
    ledger.builder.add({
      function: 'quota:assignAccount',
      collections: [
        toHome('SH1', [
          privatePut(privateRecords.quotaAccount, [], {
            accountId: accountOf('SH1'),
            coins: [coin],
            salt: random16Hex(),
          }),
        ]),
      ],
    });
    accepted('sh1-energy', 0);
    accepted('sh1-production', 2500);
    await open().step();
    const view = opened.model.quota.period('2016-09') ?? expect.fail();
    const api = { model: opened.model, now: () => period.end };
    const { resources } = presentUse(api, 'SH1', view);
    expect(resources[0]).to.deep.include({ quota: '17000' });
    expect(resources[0]?.production).to.include({ surplus: '2500', asLots: '2000' });
  });
});
