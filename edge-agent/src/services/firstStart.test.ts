import type { CommunityRecord, DeviceRecord } from '@acequia/protocol';
import { expect } from 'chai';
import { firstStart } from './firstStart.js';
import { gridOrigin } from './gridOrigin.js';

const utc = (text: string): number => Date.parse(text) / 1000;

function community(origin: number, timeZone = 'Europe/Madrid'): CommunityRecord {
  const currency = { code: 'EUR', minorDigits: 2 };
  return { name: 'A', timeZone, currency, clock: { origin, start: origin, speed: 1 } };
}

const device: DeviceRecord = {
  deviceId: 'meter-1',
  homeId: 'SH1',
  kind: 'meter',
  resource: 'water',
  publicKey: '',
  calibrationPpm: 1_000_000,
  trust: 'signing',
  maxPerHour: 5000,
  status: 'active',
  enrolledAt: utc('2016-09-05T10:20:00Z'),
};

describe('the beginning of a device', () => {
  it('is the first point of the grid at or after the origin of the clock', () => {
    const midnight = utc('2016-08-31T22:00:00Z');
    expect(gridOrigin(community(midnight), 3600)).to.equal(midnight);
    expect(gridOrigin(community(midnight + 1), 3600)).to.equal(midnight + 3600);
  });

  it('lies on a grid that midnight is on where zones differ by half hours', () => {
    const origin = utc('2016-08-31T20:10:00Z');
    expect(gridOrigin(community(origin, 'Asia/Kolkata'), 3600)).to.equal(utc('2016-08-31T20:30:00Z'));
  });

  it('is the origin for the first meter, and the first whole interval of its own for one that replaces another', () => {
    const origin = utc('2016-08-31T22:00:00Z');
    expect(firstStart(origin, device, 3600)).to.equal(origin);
    const swapped = { ...device, replaces: 'meter-0' };
    expect(firstStart(origin, swapped, 3600)).to.equal(utc('2016-09-05T11:00:00Z'));
  });
});
