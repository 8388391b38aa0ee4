import { canonicalJson, random16Hex } from '@acequia/protocol';
import { planPeriod } from '../harness/openPeriod.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';

// Behind all other tests that open periods: the ledger takes no earlier one after this one.
describe('a period that is not over', () => {
  const periodId = '2040-01';
  const [start, end] = [Date.UTC(2040, 0) / 1000, Date.UTC(2040, 1) / 1000];

  before(async () => {
    const { contracts, holdings } = planPeriod({ periodId, start, end });
    await suite().community.operator.ledger.quota.openPeriod({
      periodId,
      start,
      end,
      contracts: [...contracts],
      holdings: [...holdings],
    });
  });

  it('is closed by nobody', async () => {
    const { operator, households } = suite().community.parties;
    for (const { ledger } of [operator, households.SH1]) {
      await refused(() => ledger.quota.closePeriod({ periodId }), 'PERIOD_OPEN_STILL');
    }
  });

  it('is not closed with a forged date either', async () => {
    const { clock, operator } = suite().community;
    const call = {
      function: 'quota:closePeriod',
      arguments: [canonicalJson({ requestId: random16Hex(), periodId })],
      // When the ledger's clock will have reached the period's end.
      timestampMs: (clock.start + (end - clock.origin) / clock.speed) * 1000 + 1000,
    };
    await refused(() => operator.client.raw.endorse(call), 'CLOCK_SKEW');
  });

  it('is not overlapped by another', async () => {
    const { quota } = suite().community.operator.ledger;
    const plan = planPeriod({ periodId: '2040-02', start: end - 1, end: end + 1 });
    const { contracts, holdings, ...rest } = plan;
    await refused(
      () =>
        quota.openPeriod({
          periodId: rest.periodId,
          start: rest.start,
          end: rest.end,
          contracts: [...contracts],
          holdings: [...holdings],
        }),
      'PERIOD_OVERLAP',
    );
  });
});
