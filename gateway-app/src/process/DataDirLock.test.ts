import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { DataDirLock } from './DataDirLock.js';

const HOLDER = `
import { DataDirLock } from ${JSON.stringify(new URL('DataDirLock.js', import.meta.url).href)};
new DataDirLock(process.argv[1]).take();
process.stdout.write('taken');
setInterval(() => undefined, 1000);
`;

describe('DataDirLock', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-lock-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('keeps a second process out, and is free again when the first is killed', async () => {
    const path = join(folder, 'lock.sqlite');
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', HOLDER, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    expect(() => {
      new DataDirLock(path).take();
    }).to.throw(/^GATEWAY_RUNNING: /);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const lock = new DataDirLock(path);
    lock.take();
    lock.release();
  });
});
