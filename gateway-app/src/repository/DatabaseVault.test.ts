import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { AtRestCipher, KeyStore } from '@acequia/protocol/keystore';
import { z } from 'zod';
import { communityScope } from '../../test/openModel.js';
import { sampleMonth } from '../../test/sampleMonth.js';
import { sampleKeyring } from '../../test/sampleKeyring.js';
import { sampleOpener } from '../../test/sampleOpener.js';
import { DocumentStore } from '../ownStore/DocumentStore.js';
import { DataFiles } from '../process/DataFiles.js';
import { applyBlock } from '../projector/applyBlock.js';
import { Database } from '../readModel/Database.js';
import { digestReadModel } from '../readModel/digestReadModel.js';
import { ReadModel } from '../readModel/ReadModel.js';
import { DatabaseVault } from './DatabaseVault.js';
import { Repository } from './Repository.js';

const rowSchema = z.strictObject({ word: z.string() });
const CANARY = 'canary-d41d8cd98f00';

describe('DatabaseVault', () => {
  let folder: string;
  let files: DataFiles;
  const atRestKey = randomBytes(32);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-vault-'));
    files = new DataFiles(folder);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (database: Database): Database => {
    database.script('CREATE TABLE words (word TEXT PRIMARY KEY) STRICT; CREATE INDEX byWord ON words (word)');
    database.script('PRAGMA user_version = 7');
    database.run('INSERT INTO words VALUES (?)', CANARY);
    return database;
  };
  const words = (database: Database): string[] =>
    database.all(rowSchema, 'SELECT word FROM words').map(({ word }) => word);
  const allBytes = (path = folder): string =>
    readdirSync(path)
      .map((name) => join(path, name))
      .map((file) => (statSync(file).isDirectory() ? allBytes(file) : readFileSync(file, 'latin1')))
      .join('\n');
  const code = async (work: () => unknown): Promise<unknown> => {
    try {
      await work();
      return undefined;
    } catch (error) {
      return (error as { code?: unknown }).code;
    }
  };

  it('leaves nothing in the clear on the disk, write-ahead logs included, and opens again', async () => {
    const database = write((await DatabaseVault.unlock(files, atRestKey)).open(files.documents));
    expect(allBytes()).to.not.include(CANARY);
    database.close();
    expect(allBytes()).to.not.include(CANARY);
    const again = (await DatabaseVault.unlock(files, atRestKey)).open(files.documents);
    expect(words(again)).to.deep.equal([CANARY]);
    again.close();
    // The search finds what is not encrypted.
    write(Database.open(join(folder, 'plain.db'))).close();
    expect(allBytes()).to.include(CANARY);
  });

  it('opens with no other key', async () => {
    write((await DatabaseVault.unlock(files, atRestKey)).open(files.documents)).close();
    expect(await code(() => DatabaseVault.unlock(files, randomBytes(32)))).to.equal('AT_REST_BROKEN');
    expect(await code(() => Database.open(files.documents, { key: randomBytes(32) }))).to.equal(
      'DATABASE_KEY_WRONG',
    );
    expect(await code(() => Database.open(files.documents))).to.equal('DATABASE_KEY_WRONG');
  });

  it('encrypts everything anew, open or not, so that old copies open no more', async () => {
    const vault = await DatabaseVault.unlock(files, atRestKey);
    const open = write(vault.open(files.documents));
    write(vault.open(files.readModel)).close();
    open.run('INSERT INTO words VALUES (?)', 'deleted');
    open.run('DELETE FROM words WHERE word = ?', 'deleted');
    const copy = join(folder, 'old-copy.db');
    copyFileSync(files.readModel, copy);
    await vault.renew();
    expect(words(open)).to.deep.equal([CANARY]);
    open.run('INSERT INTO words VALUES (?)', 'after');
    expect(open.rows('PRAGMA user_version')).to.deep.equal([{ user_version: 7 }]);
    open.close();
    const names = readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name));
    expect(names.sort()).to.deep.equal(['documents.sqlite', 'keys', 'old-copy.db', 'read-model.sqlite']);
    const peeked = await DatabaseVault.peek(files, atRestKey, files.documents);
    expect(words(peeked)).to.have.members(['after', CANARY]);
    peeked.close();
    const later = (await DatabaseVault.unlock(files, atRestKey)).open(files.readModel);
    expect(words(later)).to.deep.equal([CANARY]);
    expect(later.rows(`SELECT name FROM sqlite_schema WHERE name = 'byWord'`)).to.have.length(1);
    later.close();
    expect(await code(() => DatabaseVault.peek(files, atRestKey, copy))).to.equal('DATABASE_KEY_WRONG');
  });

  it('completes a renewal that was cut short anywhere', async () => {
    const vault = await DatabaseVault.unlock(files, atRestKey);
    for (const path of [files.documents, files.readModel, files.repository]) write(vault.open(path)).close();
    const store = new KeyStore(files.databaseKeys, new AtRestCipher(atRestKey));
    const keySchema = z.strictObject({ key: z.string() });
    const before = await store.get('database/current', keySchema);
    await vault.renew();
    const after = await store.get('database/current', keySchema);
    if (before === undefined || after === undefined) throw new Error('no keys');
    expect(after.key).to.not.equal(before.key);
    // As if it had died before the last file, and had not said that it was through.
    const old = await DatabaseVault.unlock(files, atRestKey);
    expect(old).to.not.equal(undefined);
    await store.put('database/current', before);
    await store.put('database/next', after);
    rmSync(files.repository);
    const first = await DatabaseVault.peek(files, atRestKey, files.repository);
    write(first).close();
    const resumed = await DatabaseVault.unlock(files, atRestKey);
    for (const path of [files.documents, files.readModel, files.repository]) {
      const database = resumed.open(path);
      expect(words(database), path).to.deep.equal([CANARY]);
      database.close();
    }
    expect(await store.get('database/next', keySchema)).to.equal(undefined);
    expect(await store.get('database/current', keySchema)).to.deep.equal(after);
  });

  it('goes on with a renewal that a busy database cut short, for some files have its key by then', async () => {
    const vault = await DatabaseVault.unlock(files, atRestKey);
    const databases = [files.documents, files.readModel].map((path) => write(vault.open(path)));
    const store = new KeyStore(files.databaseKeys, new AtRestCipher(atRestKey));
    const next = (): Promise<unknown> => store.get('database/next', z.strictObject({ key: z.string() }));
    const reader = await DatabaseVault.peek(files, atRestKey, files.readModel);
    reader.script('BEGIN');
    words(reader);
    for (const database of databases) database.run('INSERT OR REPLACE INTO words VALUES (?)', CANARY);
    // Files are encrypted by name: the documents have the new key by now.
    expect(await code(() => vault.renew())).to.equal('DATABASE_BUSY');
    const begun = await next();
    expect(await code(() => vault.renew())).to.equal('DATABASE_BUSY');
    expect(await next()).to.deep.equal(begun);
    reader.script('COMMIT');
    reader.close();
    for (const database of databases) database.close();
    const resumed = await DatabaseVault.unlock(files, atRestKey);
    for (const path of [files.documents, files.readModel]) {
      const database = resumed.open(path);
      expect(words(database), path).to.deep.equal([CANARY]);
      database.close();
    }
    expect(await next()).to.equal(undefined);
  }).timeout(30_000);

  it('loses nothing to kill -9 at any moment of a renewal', async () => {
    const vault = await DatabaseVault.unlock(files, atRestKey);
    const paths = [files.book, files.documents, files.readModel, files.repository];
    for (const path of paths) write(vault.open(path)).close();
    const program = fileURLToPath(new URL('../../test/renewForever.js', import.meta.url));
    let renewals = 0;
    // On a busy machine not one renewal may come to its end in eight rounds.
    for (let round = 0; round < 8 || (renewals === 0 && round < 60); round += 1) {
      const child = spawn(process.execPath, [program, folder, atRestKey.toString('hex')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      child.stdout.on('data', (chunk: Buffer) => (renewals += chunk.toString().split('\n').length - 1));
      await sleep(Math.random() * (150 + 10 * round));
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      expect(await exit).to.deep.equal([null, 'SIGKILL']);
    }
    expect(renewals).to.be.greaterThan(0);
    const resumed = await DatabaseVault.unlock(files, atRestKey);
    for (const path of paths) {
      const database = resumed.open(path);
      expect(words(database), path).to.deep.equal([CANARY]);
      database.close();
    }
  }).timeout(60_000);

  it('holds a month of a gateway without a reading of it in the clear', async () => {
    const vault = await DatabaseVault.unlock(files, atRestKey);
    const { ledger } = sampleMonth();
    // Registers and sums that nothing else in the files could look like.
    ledger.submit([ledger.window('sh1-energy', [7_654_321, 1_234_567])]);
    const repository = new Repository(vault.open(files.repository));
    const model = ReadModel.on(vault.open(files.readModel));
    const documents = new DocumentStore(vault.open(files.documents));
    const scope = { ...communityScope(), opener: sampleOpener(sampleKeyring.keyring, repository) };
    for (const block of ledger.builder.blocks) applyBlock(model, block, scope);
    documents.keep('bill/1/final', { salt: 'one', amount: 7_654_321 });
    const digest = digestReadModel(model.database);
    const planted = (bytes: string): boolean =>
      ['7654321', '"temperature"', Buffer.from([0, 0x74, 0xcb, 0xb1]).toString('latin1')].some((value) =>
        bytes.includes(value),
      );
    expect(planted(allBytes())).to.equal(false);
    await vault.renew();
    expect(digestReadModel(model.database)).to.deep.equal(digest);
    for (const store of [repository, model, documents]) store.close();
    expect(planted(allBytes())).to.equal(false);
    expect(planted(JSON.stringify(ledger.window('sh1-energy', [7_654_321])))).to.equal(true);
  });
});
