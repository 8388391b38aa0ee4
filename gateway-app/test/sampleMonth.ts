import { computeBill, privateRecords, random16Hex, type ComputedBill } from '@acequia/protocol';
import { privatePut, toHome } from './LedgerBuilder.js';
import { HoldingBlocks } from './HoldingBlocks.js';
import { MarketBlocks } from './MarketBlocks.js';
import { accountOf, HOUR, period, sampleBill, SampleLedger, START, tariff } from './SampleLedger.js';
import { traderOf } from './traderOf.js';
import { computeQuota, computeUse } from '@acequia/protocol';

/** A ledger with a first day of readings, a rejected window, a sale of power, a closed period, a bill and a statement of SH1. */
export function sampleMonth(): { readonly ledger: SampleLedger; readonly computed: ComputedBill } {
  const ledger = new SampleLedger().found();
  const energy = ledger.window('sh1-energy', [4000, 5000, 6000, 1000]);
  const water = ledger.window('sh1-water', [100, 200, 300, 0]);
  ledger.submit([energy]);
  ledger.submit([water]);
  const bad = ledger.window('sh1-water', [1]);
  ledger.submit([bad]);
  ledger.accept(energy);
  ledger.accept(water);
  const { deviceId, sequence } = bad.header;
  ledger.decide(
    [{ deviceId, sequence, verdict: 'rejected', code: 'RATE_IMPLAUSIBLE', periodId: '2016-09' }],
    START + HOUR,
  );
  ledger.submit([ledger.window('sh2-energy', [7])]);
  sellPower(ledger);
  ledger.close();
  const holdings = [
    { accountId: accountOf('SH1'), resource: 'energy' as const, lots: 15 },
    { accountId: accountOf('SH1'), resource: 'water' as const, lots: 10 },
  ];
  const computed = computeBill(
    tariff,
    [energy, water].map((window, index) => {
      const resource = index === 0 ? 'energy' : 'water';
      const readings = window.payload.intervals.map((interval) => ({ interval, trust: 'node' as const }));
      return {
        use: computeUse(resource, readings, period),
        quota: computeQuota(resource, period.contracts, holdings, [accountOf('SH1')]),
      };
    }),
  );
  ledger.bill(sampleBill('SH1', computed));
  ledger.builder.add({
    function: 'monitoring:deliverStatement',
    collections: [
      toHome('SH1', [
        privatePut(privateRecords.statement, ['2016-09-01'], {
          version: 1,
          salt: random16Hex(),
          homeId: 'SH1',
          statementId: '2016-09-01',
          periodId: '2016-09',
          at: START + 25 * HOUR,
          lines: [{ resource: 'energy', use: 16000, quota: 15000, unit: 'Wh' }],
          warnings: [{ code: 'OVER_QUOTA', resource: 'energy', percent: 106 }],
        }),
      ]),
    ],
  });
  return { ledger, computed };
}

/** SH1 bids 3 of its lots of power, of which 2 are bought. */
function sellPower(ledger: SampleLedger): void {
  const blocks = new MarketBlocks(ledger);
  const holdings = new HoldingBlocks(ledger);
  const auctionId = '7'.repeat(32);
  const at = { bid: START + HOUR, settled: START + 4 * HOUR };
  const { quotaAccountId } = traderOf(auctionId, '1');
  holdings.contractPower('500', 6, 'power');
  holdings.assign('SH1', [quotaAccountId]);
  holdings.hold(quotaAccountId, 'power', 3, START);
  holdings.hold(accountOf('SH2'), 'power', 3, START);
  blocks.offer(auctionId, { resource: 'power' });
  blocks.bid(auctionId, { seller: '1', lots: 3 });
  holdings.escrow(auctionId, { seller: '1', lots: 3 }, 'power', at.bid);
  holdings.clearEscrow(auctionId, { seller: '1', lots: 1 }, 'power', at.settled);
  holdings.hold(traderOf(auctionId, 'b').quotaAccountId, 'power', 2, at.settled);
  blocks.settle(auctionId, [{ seller: '1', lots: 2 }], { resource: 'power', settledAt: at.settled });
}
