import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileLock } from './FileLock.js';

describe('FileLock', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
    file = join(folder, 'lock');
  });
  afterEach(async () => rm(folder, { recursive: true }));

  it('lets one in at a time, says once who is waited for, and goes away after a failure', async () => {
    const order: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      order.push(`${name} in`);
      await sleep(50);
      order.push(`${name} out`);
    };
    const waits: number[] = [];
    await Promise.all([
      new FileLock(file).hold(work('a'), () => undefined),
      new FileLock(file).hold(work('b'), (pid) => waits.push(pid)),
    ]);
    expect(order).to.deep.equal(['a in', 'a out', 'b in', 'b out']);
    expect(waits).to.deep.equal([process.pid]);
    const failing = new FileLock(file).hold(
      async () => Promise.reject(new Error('no')),
      () => undefined,
    );
    expect(await failing.catch((error: unknown) => error)).to.have.property('message', 'no');
    expect(existsSync(file)).to.equal(false);
  });

  it('takes over from a holder that is gone', async () => {
    await writeFile(file, '999999999');
    expect(
      await new FileLock(file).hold(
        async () => Promise.resolve('done'),
        () => undefined,
      ),
    ).to.equal('done');
  });
});
