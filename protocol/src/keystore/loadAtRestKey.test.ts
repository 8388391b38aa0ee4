import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { codeOfAsync } from '../../test/codeOfAsync.js';
import { loadAtRestKey } from './loadAtRestKey.js';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../test/keystore/printAtRestKey.js', import.meta.url));

describe('loadAtRestKey', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-at-rest-'));
    file = join(folder, 'keys', 'at-rest.key');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('makes a key that its owner alone can read, and finds it again', async () => {
    const key = await loadAtRestKey({ file });
    expect(key).to.have.length(32);
    expect(await readFile(file)).to.deep.equal(key);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(await loadAtRestKey({ file })).to.deep.equal(key);
    expect(await readdir(join(folder, 'keys'))).to.deep.equal(['at-rest.key']);
  });

  it('gives one key to all that make it at once, in one program and in several', async () => {
    for (let round = 0; round < 20; round += 1) {
      const path = join(folder, String(round), 'at-rest.key');
      const keys = await Promise.all(Array.from({ length: 8 }, () => loadAtRestKey({ file: path })));
      expect(new Set(keys.map((key) => key.toString('hex'))).size).to.equal(1);
    }
    const printed = await Promise.all(
      Array.from({ length: 3 }, () => run(process.execPath, [program, file])),
    );
    expect(new Set(printed.map(({ stdout }) => stdout)).size).to.equal(1);
    expect(printed[0]?.stdout).to.equal((await readFile(file)).toString('hex'));
    expect(await readdir(join(folder, 'keys'))).to.deep.equal(['at-rest.key']);
  });

  it('prefers systemd’s credential, where there is one', async () => {
    const credentialsDir = join(folder, 'credentials');
    await mkdir(credentialsDir);
    const own = await loadAtRestKey({ file, credentialsDir });
    const credential = randomBytes(32);
    await writeFile(join(credentialsDir, 'acequia-at-rest'), credential);
    expect(await loadAtRestKey({ file, credentialsDir })).to.deep.equal(credential);
    expect(await loadAtRestKey({ file })).to.deep.equal(own);
    await writeFile(join(credentialsDir, 'acequia-at-rest'), 'short');
    expect(await codeOfAsync(() => loadAtRestKey({ file, credentialsDir }))).to.equal('AT_REST_KEY_INVALID');
  });

  it('refuses a key that others can read, in any way', async () => {
    await loadAtRestKey({ file });
    for (const mode of [0o640, 0o604, 0o620, 0o601]) {
      await chmod(file, mode);
      expect(await codeOfAsync(() => loadAtRestKey({ file })), mode.toString(8)).to.equal(
        'AT_REST_KEY_EXPOSED',
      );
    }
    await chmod(file, 0o600);
    expect(await codeOfAsync(() => loadAtRestKey({ file }))).to.equal(undefined);
  });

  it('neither uses nor replaces a file that holds something else', async () => {
    await loadAtRestKey({ file });
    for (const length of [0, 31, 33]) {
      await writeFile(file, Buffer.alloc(length, 1), { mode: 0o600 });
      expect(await codeOfAsync(() => loadAtRestKey({ file }))).to.equal('AT_REST_KEY_INVALID');
      expect(await readFile(file)).to.have.length(length);
    }
  });
});
