import { expect } from 'chai';
import { describe, it } from 'mocha';
import { renderStatus, type StatusFacts } from './renderStatus.js';

const facts: StatusFacts = {
  network: {
    name: 'network',
    processes: [
      { name: 'peer-sh1', kind: 'peer', mspIds: ['SH1MSP'], state: 'running', restarts: 0 },
      { name: 'peer-sh2', kind: 'peer', mspIds: ['SH2MSP'], state: 'waiting', restarts: 3 },
    ],
  },
  api: {
    url: 'http://127.0.0.1:4000',
    community: {
      name: 'Test',
      timeZone: 'Europe/Madrid',
      currency: { code: 'EUR', minorDigits: 2 },
      ledgerTime: 1472695300,
      speed: 21600,
    },
    summary: {
      blocks: 1200,
      transactions: 1537,
      invalidTransactions: 0,
      windows: 1092,
      accepted: 1080,
      rejected: 2,
      waiting: 10,
      unopened: 0,
      readings: 4416,
      statements: 90,
      bills: 3,
      finalBills: 0,
    },
    period: undefined,
  },
  agents: [{ homeId: 'SH1', status: undefined }],
};

describe('renderStatus', () => {
  it('tells what runs, what waits, and how fast ledger time goes', () => {
    expect(renderStatus(facts)).to.deep.equal([
      'Network network: 1 of 2 processes run. Next: acequia network up',
      'Community "Test", API http://127.0.0.1:4000',
      'Ledger time 2016-09-01 04:01 (Europe/Madrid), running 21,600 times as fast as the clock on the wall: a demonstration',
      'Windows of readings: 1,092 sent, 1,080 accepted, 2 rejected, 10 waiting',
      'Transactions: 1,537 in 1,200 blocks; bills: 3, 0 final',
      'No period is there yet.',
      'Agent of SH1: has not run on this machine',
    ]);
  });
});
