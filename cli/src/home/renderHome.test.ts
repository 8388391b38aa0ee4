import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { HomeAnswer, UseAnswer } from '../api/answers.js';
import { renderHome } from './renderHome.js';
import { renderHomeList } from './renderHomeList.js';

const intervals = { measured: 10, replaced: 0, estimated: 0, suspect: 0, missing: 0 };
const home: HomeAnswer = {
  homeId: 'SH1',
  status: 'active',
  devices: [
    {
      deviceId: 'sh1-water',
      resource: 'water',
      trust: 'relayed',
      status: 'active',
      lastWindowEnd: 1472695200,
      waiting: 2,
    },
    { deviceId: 'sh1-energy', resource: 'energy', trust: 'signing', status: 'suspended', waiting: 0 },
  ],
};
const use: UseAnswer = {
  homeId: 'SH1',
  periodId: '2016-09',
  start: 1472680800,
  end: 1475272800,
  resources: [
    {
      resource: 'energy',
      use: '1024022',
      quota: '900000',
      excess: '124022',
      intervals,
      uncoveredSeconds: 0,
      maxPowerW: 6005,
    },
    { resource: 'water', use: '4500', quota: '18000', excess: '0', intervals, uncoveredSeconds: 0 },
  ],
};
const community = {
  name: 'Test',
  timeZone: 'Europe/Madrid',
  currency: { code: 'EUR', minorDigits: 2 },
  ledgerTime: 1472695300,
  speed: 1,
};

describe('a home, as it is shown', () => {
  it('tells use against quota, meters with their queues, and that there is no bill yet', () => {
    const device = { resource: 'water' as const, suspectSamples: 0, sent: 1, queued: 3, setAside: 1 };
    const agent = {
      homeId: 'SH1',
      pid: 1,
      state: 'running' as const,
      updatedAt: 1,
      openComplaints: 0,
      devices: [{ deviceId: 'sh1-water', ...device }],
    };
    expect(renderHome({ home, use, bills: [], agent }, community)).to.deep.equal([
      'Home SH1 (active)',
      'Period 2016-09, open:',
      'Energy: used 1,024.0 kWh of 900.0 kWh (113 %), 124.0 kWh above it; highest hour 6.0 kW',
      'Water: used 4,500 litres of 18,000 litres (25 %)',
      '',
      'meter       of      status     readings                         known until       to be checked  to be sent  set aside',
      "sh1-water   water   active     passed on by the home's gateway  2016-09-01 04:00              2           3          1",
      'sh1-energy  energy  suspended  signed by the meter              -                             0           -          -',
      '',
      'There is no bill yet: bills are made when their period has ended.',
    ]);
  });

  it('says what is not known yet', () => {
    expect(renderHomeList([])).to.deep.equal(['There is no home yet: run `acequia init`.']);
    const [energy] = use.resources;
    const { quota, excess, ...unknown } = energy ?? use.resources[1] ?? expect.fail();
    expect([quota, excess]).to.deep.equal(['900000', '124022']);
    expect(
      renderHomeList([
        { home, use: { ...use, resources: [unknown] } },
        { home: { ...home, homeId: 'SH2' }, use: undefined },
      ]),
    ).to.deep.equal([
      'SH1 (active, 2 meters)',
      '  Energy: used 1,024.0 kWh, the quota is not known here yet; highest hour 6.0 kW',
      'SH2 (active, 2 meters)',
      '  no period has started yet',
    ]);
  });
});
