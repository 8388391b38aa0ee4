import { LedgerError, type CommunityLedger } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { requireNoGap } from './requireNoGap.js';

describe('the month that is opened next', () => {
  const outcome = async (periodId: string, ...open: readonly string[]): Promise<string> => {
    const getPeriod = async (asked: { readonly periodId: string }): Promise<object> => {
      if (open.includes(asked.periodId)) return Promise.resolve({});
      throw new LedgerError('PERIOD_UNKNOWN', 'there is no such period', { phase: 'evaluate' });
    };
    const ledger = { quota: { getPeriod } } as unknown as CommunityLedger;
    return requireNoGap(ledger, { first: open[0] ?? '', periodId }).then(
      () => 'goes on',
      (error: unknown) => String(error),
    );
  };

  it('follows the last one, over the turn of the year as well', async () => {
    expect(await outcome('2016-10', '2016-09')).to.equal('goes on');
    expect(await outcome('2017-01', '2016-11', '2016-12')).to.equal('goes on');
  });

  it('is not one that skips another', async () => {
    expect(await outcome('2017-10', '2016-09')).to.contain('PERIOD_GAP: 2017-09 is not open: open it first');
    expect(await outcome('2016-11', '2016-09')).to.contain('PERIOD_GAP');
  });

  it('is for the ledger to refuse where it is open already, or before the first', async () => {
    expect(await outcome('2016-12', '2016-09', '2016-12')).to.equal('goes on');
    expect(await outcome('2016-08', '2016-09')).to.equal('goes on');
  });
});
