import type { Alarm } from '@acequia/protocol';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { alarmLine } from './alarmLine.js';
import { renderAlarms } from './renderAlarms.js';
import { renderSentAlarms } from './renderSentAlarms.js';

const file = {
  community: { name: 'Test', timeZone: 'Europe/Madrid', currency: { code: 'EUR', minorDigits: 2 } },
  token: { name: 'Token', symbol: 'SCT', decimals: 2, supply: 1000 },
} as unknown as CommunityFile;
const at = Date.parse('2016-09-16T02:00:00Z') / 1000;
const alarm: Alarm = {
  version: 1,
  alarmId: 'a'.repeat(32),
  homeId: 'SH1',
  code: 'LEAK_SUSPECTED',
  state: 'raised',
  resource: 'water',
  at,
  sentAt: at + 60,
  count: 1,
  value: 40,
};

describe('alarms on the command line', () => {
  it('say in plain words what is wrong', () => {
    expect(alarmLine(alarm, file)).to.equal(
      '2016-09-16 04:00  SH1: water has not stopped running: a leak? (at least 40 litres an hour)',
    );
    expect(alarmLine({ ...alarm, code: 'OVER_QUOTA', percent: 104, count: 3 }, file)).to.equal(
      '2016-09-16 04:00  SH1: above the quota of water (104 %): what is above costs more (3 times)',
    );
    expect(alarmLine({ ...alarm, code: 'POWER_ABOVE_MAXIMUM', value: 6005 }, file)).to.contain('(6.0 kW)');
    expect(alarmLine({ ...alarm, code: 'LOW_BALANCE', value: 250 }, file)).to.contain(
      'few tokens are left (2.50 SCT)',
    );
    expect(alarmLine({ ...alarm, code: 'DEVICE_SILENT', state: 'cleared' }, file)).to.equal(
      '2016-09-16 04:00  SH1: over: the water meter is silent',
    );
  });

  it('are listed with the newest first', () => {
    const opened = { openedAt: at, receiptSent: true, handedOn: false };
    const older = { alarm: { ...alarm, at: at - 3600 }, ...opened };
    const lines = renderAlarms([older, { alarm, ...opened }], file);
    expect(lines.map((line) => line.slice(0, 16))).to.deep.equal(['2016-09-16 04:00', '2016-09-16 03:00']);
    expect(renderAlarms([], file)).to.deep.equal(['There was no alarm.']);
  });

  it('tell the operator to whom they went and who has opened them', () => {
    const sentTo = [
      { recipient: 'SH1', openedAt: at + 120 },
      { recipient: 'SH2', delegationId: 'b'.repeat(32) },
    ];
    expect(renderSentAlarms([{ ...alarm, sentTo }], file).slice(1)).to.deep.equal([
      '  to SH1: sent 2016-09-16 04:01, opened 2016-09-16 04:02',
      '  to SH2, who watches over it: sent 2016-09-16 04:01, no receipt yet',
    ]);
    expect(renderSentAlarms([], file)).to.deep.equal(['No alarm was sent.']);
  });
});
