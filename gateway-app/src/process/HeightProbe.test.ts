import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { CodedError } from '@acequia/protocol';
import { HeightProbe } from './HeightProbe.js';

describe('HeightProbe', () => {
  it('tells the height', async () => {
    expect(await new HeightProbe(() => Promise.resolve(7)).height()).to.equal(7);
  });

  it('tells nothing of a peer that is away, nor waits for one that is slow, and asks it once', async () => {
    const away = new HeightProbe(() => Promise.reject(new CodedError('LEDGER_UNAVAILABLE', 'away')));
    expect(await away.height()).to.equal(undefined);
    let asked = 0;
    const slow = new HeightProbe(async () => {
      asked += 1;
      await sleep(60);
      return 7;
    }, 10);
    expect(await Promise.all([slow.height(), slow.height()])).to.deep.equal([undefined, undefined]);
    expect(asked).to.equal(1);
    await sleep(80);
    expect(await new HeightProbe(() => Promise.resolve(8), 10).height()).to.equal(8);
    expect(await slow.height()).to.equal(undefined);
    expect(asked).to.equal(2);
  });
});
