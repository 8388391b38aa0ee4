import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { CodedError, Mutex } from '@acequia/protocol';
import { pino } from 'pino';
import { Attempts } from './Attempts.js';
import { latestWait } from './latestWait.js';
import { LevelLoop } from './LevelLoop.js';

const log = pino({ level: 'silent' });

describe('LevelLoop', () => {
  it('runs when poked, also while a round is under way, and not after it was stopped', async () => {
    let rounds = 0;
    const loop = new LevelLoop(
      'test',
      async () => {
        rounds += 1;
        await sleep(5);
      },
      60_000,
      log,
    );
    loop.start();
    loop.poke();
    await sleep(30);
    expect(rounds).to.equal(2);
    loop.poke();
    await sleep(20);
    expect(rounds).to.equal(3);
    await loop.stop();
    loop.poke();
    await sleep(10);
    expect(rounds).to.equal(3);
  });

  it('tells the code of a failure and goes on after a pause', async () => {
    let rounds = 0;
    const loop = new LevelLoop(
      'test',
      () => {
        rounds += 1;
        return rounds === 1
          ? Promise.reject(new CodedError('LEDGER_UNAVAILABLE', 'away'))
          : Promise.resolve();
      },
      60_000,
      log,
    );
    loop.start();
    await sleep(20);
    expect(loop.state).to.deep.equal({ name: 'test', failure: 'LEDGER_UNAVAILABLE' });
    // New blocks do not make it hurry.
    loop.poke();
    await sleep(20);
    expect(rounds).to.equal(1);
    await sleep(1100);
    expect(rounds).to.equal(2);
    expect(loop.state).to.deep.equal({ name: 'test' });
    await loop.stop();
  });
});

describe('Attempts', () => {
  it('waits longer after each failure of one thing, and lets others go', async () => {
    let now = 0;
    const attempts = new Attempts(log, () => now);
    let tries = 0;
    const fail = (): Promise<void> => {
      tries += 1;
      return Promise.reject(new Error('down'));
    };
    expect(await attempts.attempt('a', fail)).to.equal(false);
    expect(await attempts.attempt('a', fail)).to.equal(false);
    expect(tries).to.equal(1);
    expect(await attempts.attempt('b', () => Promise.resolve())).to.equal(true);
    now = 2000;
    await attempts.attempt('a', fail);
    now = 5999;
    await attempts.attempt('a', fail);
    expect(tries).to.equal(2);
    now = 6000;
    expect(await attempts.attempt('a', () => Promise.resolve())).to.equal(true);
    expect(await attempts.attempt('a', fail)).to.equal(false);
    expect(tries).to.equal(3);
  });
});

describe('Mutex', () => {
  it('runs one at a time, in order, and passes failures to their caller alone', async () => {
    const mutex = new Mutex();
    const steps: string[] = [];
    const work = (name: string) => async (): Promise<string> => {
      steps.push(`${name} starts`);
      await sleep(2);
      steps.push(`${name} ends`);
      return name;
    };
    const failing = mutex.run(() => Promise.reject(new Error('no')));
    const results = Promise.all([mutex.run(work('a')), mutex.run(work('b'))]);
    const failure = await failing.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.have.property('message', 'no');
    expect(await results).to.deep.equal(['a', 'b']);
    expect(steps).to.deep.equal(['a starts', 'a ends', 'b starts', 'b ends']);
  });
});

describe('latestWait', () => {
  it('is the configured time, but never less than the way to the ledger takes', () => {
    expect(latestWait(86_400, 15_000, { origin: 0, start: 0, speed: 1 })).to.equal(86_400);
    expect(latestWait(86_400, 15_000, { origin: 0, start: 0, speed: 20_000 })).to.equal(300_000);
  });
});
