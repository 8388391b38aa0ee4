import type { DelegationView, ReadingsAnswer } from '@acequia/edge-agent';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { testCommunityFile as file } from '../../test/testCommunityFile.js';
import { feeInMinor } from './feeInMinor.js';
import { findDelegation } from './findDelegation.js';
import { offerTimes } from './offerTimes.js';
import { parseMoment } from './parseMoment.js';
import { renderDelegation } from './renderDelegation.js';
import { renderDelegationList } from './renderDelegationList.js';
import { renderReadings } from './renderReadings.js';

const ZONE = 'Europe/Madrid';
const at = (text: string): number => Date.parse(text) / 1000;
const { token } = file;
const view: DelegationView = {
  delegationId: 'ab12cd34'.repeat(4),
  role: 'delegator',
  state: 'active',
  terms: {
    version: 1,
    delegationId: 'ab12cd34'.repeat(4),
    delegator: 'SH1',
    delegatee: 'SH2',
    start: at('2016-09-16T18:00:00Z'),
    end: at('2016-09-19T18:00:00Z'),
    purpose: 'absence',
    words: 'We are at the sea.',
    granularity: 'intervals',
    feePerEpoch: '150',
    copyAlarms: false,
    salt: '0'.repeat(32),
  },
  changedAt: at('2016-09-16T18:00:00Z'),
  epochsOpened: 0,
  keyFaults: [],
};

describe('a delegation on the command line', () => {
  it('takes times as the community writes them, and refuses what is none', () => {
    expect(parseMoment('2016-09-16', ZONE)).to.equal(at('2016-09-15T22:00:00Z'));
    expect(parseMoment('2016-09-16 18:00', ZONE)).to.equal(at('2016-09-16T16:00:00Z'));
    expect(parseMoment('2016-12-16T18:00', ZONE)).to.equal(at('2016-12-16T17:00:00Z'));
    for (const text of ['', 'Friday', '16.9.2016', '2016-09-31', '2016-09-16 25:00', '2016-W37', '2016-09']) {
      expect(() => parseMoment(text, ZONE), text).to.throw('TIME_INVALID');
    }
  });

  it('begins and ends with the keys, every six hours, and not in the past', () => {
    const now = at('2016-09-16T05:00:00Z');
    expect(offerTimes({ from: '2016-09-16 18:00', until: '2016-09-19 20:00' }, now, ZONE)).to.deep.equal({
      start: at('2016-09-16T18:00:00Z'),
      end: at('2016-09-19T18:00:00Z'),
    });
    expect(offerTimes({ days: 3 }, now, ZONE)).to.deep.equal({
      start: at('2016-09-16T12:00:00Z'),
      end: at('2016-09-19T12:00:00Z'),
    });
    expect(offerTimes({ from: '2016-09-01', days: 1 }, now, ZONE).start).to.equal(at('2016-09-16T06:00:00Z'));
    for (const wrong of [{}, { until: '2016-09-19', days: 3 }, { until: '2016-09-16 06:00' }]) {
      expect(() => offerTimes(wrong, now, ZONE)).to.throw('TIMES_WRONG');
    }
  });

  it('has a fee in tokens where there are any', () => {
    expect(feeInMinor(undefined, undefined)).to.equal('0');
    expect(feeInMinor('1.5', token)).to.equal('150');
    expect(() => feeInMinor('1.555', token)).to.throw('MONEY_TOO_FINE');
    expect(() => feeInMinor('-1', token)).to.throw('INPUT_INVALID');
    expect(() => feeInMinor('1', undefined)).to.throw('TOKEN_MISSING');
  });

  it('is named by the start of its id', () => {
    const other = { ...view, delegationId: `ab${'0'.repeat(30)}` };
    expect(findDelegation([view, other], 'ab1')).to.equal(view);
    expect(() => findDelegation([view, other], 'ab')).to.throw('DELEGATION_AMBIGUOUS');
    expect(() => findDelegation([view], 'ff')).to.throw('DELEGATION_UNKNOWN');
  });

  it('is shown in words, with what can be done next', () => {
    expect(renderDelegation(view, file)).to.deep.equal([
      'Delegation ab12cd34: running',
      'SH2 watches over SH1 from 2016-09-16 20:00 until 2016-09-19 20:00 and gets its alarms and readings.',
      'SH1 writes: We are at the sea.',
      'Fee: 1.50 SCT for every six hours that were watched.',
      'To end it: acequia delegate cancel ab12cd34',
    ]);
    const offered: DelegationView = { ...view, role: 'delegatee', state: 'offered' };
    expect(renderDelegation(offered, file).at(-1)).to.equal(
      'Next: acequia delegate accept ab12cd34, or acequia delegate decline ab12cd34',
    );
    const settlement = { outcome: 'cancelled', epochs: 4, paid: '600', refunded: '1200' } as const;
    expect(renderDelegation({ ...view, state: 'settled', settlement }, file).at(-1)).to.equal(
      'Fee: 6.00 SCT paid for 4 times six hours, 12.00 SCT given back.',
    );
    const refused: DelegationView = { ...view, state: 'refused', refusal: 'ESCROW_INSUFFICIENT' };
    expect(renderDelegation(refused, file)[0]).to.equal(
      'Delegation ab12cd34: refused by the community (ESCROW_INSUFFICIENT)',
    );
  });

  it('stands in a list', () => {
    expect(renderDelegationList([view], ZONE)).to.deep.equal([
      'delegation  measured  watched by  gets                 from              until             state',
      'ab12cd34    SH1       SH2         alarms and readings  2016-09-16 20:00  2016-09-19 20:00  running',
    ]);
    expect(renderDelegationList([], ZONE)[0]).to.match(/^There is no delegation\./);
  });

  it('shows the delegatee use in litres, and what did not open', () => {
    const start = at('2016-09-16T18:00:00Z');
    const hour = { start, end: start + 3600, quality: 'measured' } as const;
    const readings: ReadingsAnswer = {
      delegationId: view.delegationId,
      homeId: 'SH1',
      windows: [
        {
          deviceId: 'sh1-water',
          sequence: 7,
          epoch: 3,
          start,
          end: start + 7200,
          intervals: [
            { ...hour, amount: 1200 },
            { ...hour, quality: 'missing' },
          ],
        },
      ],
      unopened: [{ deviceId: 'sh1-water', sequence: 6, code: 'KEY_MISSING' }],
    };
    expect(renderReadings(readings, () => 'water', ZONE)).to.deep.equal([
      'Readings of SH1:',
      'meter      from              until                     used  readings  not usable',
      'sh1-water  2016-09-16 20:00  2016-09-16 22:00  1,200 litres         2           1',
      '1 more did not open: what was measured while nothing was delegated does not.',
    ]);
  });
});
