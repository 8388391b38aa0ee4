import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { z } from 'zod';
import { codeOf } from '../../test/codeOf.js';
import { codeOfAsync } from '../../test/codeOfAsync.js';
import { flipped } from '../../test/flipped.js';
import { AtRestCipher } from './AtRestCipher.js';
import { KeyStore } from './KeyStore.js';

const program = fileURLToPath(new URL('../../test/keystore/putUntilKilled.js', import.meta.url));
const schema = z.strictObject({ secret: z.string() });
const numbered = z.strictObject({ number: z.int(), filling: z.string() });

describe('AtRestCipher', () => {
  it('opens what it sealed, under its name, with its key, unaltered', () => {
    const cipher = new AtRestCipher(randomBytes(32));
    const sealed = cipher.seal(Buffer.from('a secret'), 'epoch/1');
    expect(cipher.open(sealed, 'epoch/1').toString()).to.equal('a secret');
    expect(sealed.includes('a secret')).to.equal(false);
    expect(cipher.seal(Buffer.from('a secret'), 'epoch/1')).to.not.deep.equal(sealed);
    const attempts = [
      () => cipher.open(sealed, 'epoch/2'),
      () => new AtRestCipher(randomBytes(32)).open(sealed, 'epoch/1'),
      ...Array.from({ length: sealed.length }, (_, at) => () => cipher.open(flipped(sealed, at), 'epoch/1')),
      ...Array.from(
        { length: sealed.length },
        (_, at) => () => cipher.open(sealed.subarray(0, at), 'epoch/1'),
      ),
    ];
    for (const attempt of attempts) expect(codeOf(attempt)).to.equal('AT_REST_BROKEN');
  });
});

describe('KeyStore', () => {
  let folder: string;
  let store: KeyStore;
  const key = randomBytes(32);
  const path = (name: string): string => join(folder, 'keys', `${name}.sealed`);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-keys-'));
    store = new KeyStore(join(folder, 'keys'), new AtRestCipher(key));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('gives what was put, the newest, to others too, and lists names in order', async () => {
    expect(await store.get('epoch/0000000001', schema)).to.equal(undefined);
    expect(await store.names('epoch')).to.deep.equal([]);
    for (const name of ['epoch/0000000010', 'epoch/0000000002', 'operation/0000000001']) {
      await store.put(name, { secret: name });
    }
    await store.put('epoch/0000000002', { secret: 'again' });
    const reader = new KeyStore(join(folder, 'keys'), new AtRestCipher(key));
    expect(await reader.get('epoch/0000000002', schema)).to.deep.equal({ secret: 'again' });
    expect(await reader.names('epoch')).to.deep.equal(['epoch/0000000002', 'epoch/0000000010']);
  });

  it('forgets what is removed, also twice', async () => {
    await store.put('epoch/0000000001', { secret: 'one' });
    await store.remove('epoch/0000000001');
    await store.remove('epoch/0000000001');
    expect(await store.get('epoch/0000000001', schema)).to.equal(undefined);
    expect(await store.names('epoch')).to.deep.equal([]);
  });

  it('destroys with a secret what an interrupted put left of it', async () => {
    await store.put('epoch/0000000001', { secret: 'one' });
    await writeFile(`${path('epoch/0000000001')}.tmp`, await readFile(path('epoch/0000000001')));
    await store.remove('epoch/0000000001');
    expect(await readdir(join(folder, 'keys/epoch'))).to.deep.equal([]);
  });

  it('writes nothing in the clear, and for its owner alone', async () => {
    await store.put('epoch/0000000001', { secret: 'wholly private' });
    expect((await readFile(path('epoch/0000000001'))).includes('private')).to.equal(false);
    expect((await stat(path('epoch/0000000001'))).mode & 0o777).to.equal(0o600);
    for (const each of ['keys', 'keys/epoch']) {
      expect((await stat(join(folder, each))).mode & 0o777, each).to.equal(0o700);
    }
  });

  it('tells files that were damaged, moved, or written with another key or by another version', async () => {
    await store.put('epoch/0000000001', { secret: 'one' });
    const get = (name = 'epoch/0000000001', from = store): Promise<string | undefined> =>
      codeOfAsync(() => from.get(name, schema));
    const other = new KeyStore(join(folder, 'keys'), new AtRestCipher(randomBytes(32)));
    expect(await get('epoch/0000000001', other)).to.equal('AT_REST_BROKEN');
    const sealed = await readFile(path('epoch/0000000001'));
    for (const damaged of [Buffer.alloc(0), sealed.subarray(0, 20), flipped(sealed, 15)]) {
      await writeFile(path('epoch/0000000001'), damaged);
      expect(await get()).to.equal('AT_REST_BROKEN');
    }
    await writeFile(path('epoch/0000000002'), sealed);
    expect(await get('epoch/0000000002')).to.equal('AT_REST_BROKEN');
    await store.put('epoch/0000000003', { secret: 3 });
    expect(await get('epoch/0000000003')).to.equal('KEY_STORE_DAMAGED');
  });

  it('does not take a file that it may not read for one that is not there', async function () {
    if (process.getuid?.() === 0) {
      // Root may read everything: a folder in the file's place cannot be read by anybody.
      await store.put('epoch/0000000001/inside', { secret: 'one' });
      await rename(join(folder, 'keys/epoch/0000000001'), path('epoch/0000000001'));
    } else {
      await store.put('epoch/0000000001', { secret: 'one' });
      await chmod(path('epoch/0000000001'), 0);
    }
    let failure: unknown;
    await store.get('epoch/0000000001', schema).catch((error: unknown) => (failure = error));
    expect(failure).to.have.property('code').that.is.oneOf(['EISDIR', 'EACCES']);
  });

  it('takes names of lower-case words alone, so that none leads out of its folder', async () => {
    for (const name of ['', '/', '../x', 'epoch/../x', 'Epoch/1', 'a//b', 'a/', '.', 'a.b', 'a\0']) {
      expect(await codeOfAsync(() => store.put(name, {})), name).to.equal('KEY_NAME_INVALID');
      expect(await codeOfAsync(() => store.get(name, schema)), name).to.equal('KEY_NAME_INVALID');
      expect(await codeOfAsync(() => store.remove(name)), name).to.equal('KEY_NAME_INVALID');
    }
  });

  it('has the old or the new secret whenever its writer is killed, and what it acknowledged is there', async () => {
    for (let round = 0; round < 4; round += 1) {
      const child = spawn(process.execPath, [program, join(folder, 'keys'), key.toString('hex')]);
      const printed: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, 3 + 11 * round));
      child.kill('SIGKILL');
      await once(child, 'close');
      const acknowledged = Number(Buffer.concat(printed).toString().trim().split('\n').at(-1));
      const { number = 0 } = (await store.get('epoch/0000000001', numbered)) ?? {};
      expect(number).to.be.oneOf([acknowledged, acknowledged + 1]);
      expect(await store.names('epoch')).to.deep.equal(['epoch/0000000001']);
    }
    await writeFile(`${path('epoch/0000000001')}.tmp`, 'half of what was');
    expect(await store.names('epoch')).to.deep.equal(['epoch/0000000001']);
    await store.put('epoch/0000000001', { secret: 'after' });
    expect(await store.get('epoch/0000000001', schema)).to.deep.equal({ secret: 'after' });
  });
});
