import { publicRecords, type MarketRecord } from '@acequia/protocol';
import { expect } from 'chai';
import { pino } from 'pino';
import { put } from '../../test/LedgerBuilder.js';
import { MarketBlocks } from '../../test/MarketBlocks.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { sampleConfig } from '../../test/sampleConfig.js';
import { period, SampleLedger, START } from '../../test/SampleLedger.js';
import type { GatewayConfigFile } from '../config.js';
import { MarketOpener } from './MarketOpener.js';

describe('MarketOpener', () => {
  let opened: OpenModel;
  let ledger: SampleLedger;
  let now: number;
  let set: Omit<MarketRecord, 'fund'>[];
  beforeEach(() => {
    opened = openModel();
    ledger = new SampleLedger().found();
    now = START;
    set = [];
  });
  afterEach(() => {
    opened.close();
  });

  const publish = (): void => {
    ledger.builder.add({
      function: 'token:publish',
      writes: [
        put(publicRecords.token, [], {
          name: 'Agua',
          symbol: 'AGU',
          decimals: 2,
          fund: `acc-${'f'.repeat(32)}`,
          owner: { mspId: 'CommunityMSP', keyHash: '1'.repeat(64) },
        }),
      ],
    });
  };
  const step = async (market: GatewayConfigFile['market']): Promise<(string | undefined)[]> => {
    const project = (): void => {
      const done = opened.model.ledger.lastBlock()?.number ?? -1;
      opened.apply(ledger.builder.blocks.slice(done + 1));
    };
    project();
    const before = set.length;
    const opener = new MarketOpener({
      model: opened.model,
      isCurrent: () => Promise.resolve(true),
      reached: () => {
        project();
        return Promise.resolve();
      },
      config: sampleConfig({ market }),
      log: pino({ level: 'silent' }),
      now: () => now,
      ledger: {
        market: {
          setMarket: (terms) => {
            set.push(terms);
            new MarketBlocks(ledger).market(terms.resource, terms);
            return Promise.resolve({ requestId: '', transactionId: '', blockNumber: 1 });
          },
        },
      },
    });
    await opener.step();
    return set.slice(before).map(({ resource, excessPrice }) => `${resource} ${excessPrice}`);
  };

  it('opens what is configured and contracted, once, when there is a token', async () => {
    const market = { water: { excessPrice: '32' }, power: { excessPrice: '9' } };
    expect(await step(market)).to.deep.equal([]);
    publish();
    expect(await step(market)).to.deep.equal(['water 32']);
    expect(set[0]).to.deep.equal({
      periodId: period.periodId,
      resource: 'water',
      excessPrice: '32',
      depositRatioBp: 2000,
      deadEndPenaltyBp: 100,
      biddingSeconds: 21_600,
      revealSeconds: 7200,
      claimSeconds: 1_209_600,
      disputeSeconds: 604_800,
      maxLots: 1000,
    });
    expect(await step(market)).to.deep.equal([]);
  });

  it('sets changed terms anew, and leaves alone what is not configured', async () => {
    publish();
    await step({ water: { excessPrice: '32' } });
    expect(await step({ water: { excessPrice: '32', maxLots: 5 } })).to.deep.equal(['water 32']);
    expect(await step({ water: { excessPrice: '32', maxLots: 5 } })).to.deep.equal([]);
    expect(await step({ energy: { excessPrice: '250' } })).to.deep.equal(['energy 250']);
    expect(await step({})).to.deep.equal([]);
  });

  it('opens nothing in periods that are over or closed', async () => {
    publish();
    now = period.end;
    expect(await step({ water: { excessPrice: '32' } })).to.deep.equal([]);
    ledger.close();
    now = START;
    expect(await step({ water: { excessPrice: '32' } })).to.deep.equal([]);
  });
});
