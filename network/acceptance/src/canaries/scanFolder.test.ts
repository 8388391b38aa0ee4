import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ClassicLevel } from 'classic-level';
import type { Canary } from './Canary.js';
import type { FolderReport } from './FolderReport.js';
import { scanFolder } from './scanFolder.js';

const register: Canary = { name: 'register', value: 735_192_846_101n };
const reason: Canary = { name: 'reason', value: 'heron over the sluice' };

const places = (report: FolderReport): string[] =>
  report.findings.map(({ canary, place }) => `${canary}: ${place}`);

describe('scanFolder', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-scan-test-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('looks into every file at every depth, and at names', async () => {
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
    await writeFile(
      join(folder, 'a', 'b', 'chain'),
      Buffer.concat([randomBytes(5000), Buffer.from('735192846101')]),
    );
    await writeFile(join(folder, 'a', 'key-735192846101'), '');
    await writeFile(join(folder, 'peer.log'), Buffer.from('heron over the sluice').toString('base64'));
    const report = await scanFolder(folder, [register, reason]);
    expect(places(report)).to.have.members([
      'register: a/b/chain',
      'register: a/key-735192846101 (name)',
      'reason: peer.log',
    ]);
    expect(report.files).to.deep.equal(['a/b/chain', 'a/key-735192846101', 'peer.log']);
  });

  it('finds nothing where nothing was planted', async () => {
    await writeFile(join(folder, 'noise'), randomBytes(2_000_000));
    await fill(join(folder, 'db'), async (db) => db.put('key', 'value'));
    const report = await scanFolder(folder, [register, reason]);
    expect(report.findings).to.deep.equal([]);
    expect(report.databases).to.deep.equal([{ path: 'db', entries: 1 }]);
  });

  it('finds a value in a journal, also across the borders of its blocks', async () => {
    // The value is longer than a journal's block, so that headers break it; one of its many canaries surely spans one.
    const value = 'heron over the sluice '.repeat(5000);
    await fill(join(folder, 'db'), async (db) => db.put('k', value));
    const report = await scanFolder(folder, [reason]);
    expect(places(report)).to.include('reason: db (as the database answers)');
    expect(places(report).filter((place) => place.includes('.log (decoded)'))).to.have.length(1);
  });

  it('finds a value in a compressed table, where the raw file does not show it', async () => {
    await fill(join(folder, 'db'), async (db) => {
      // What Snappy can refer back to is not written again: the number is in the file only in pieces.
      await db.put('a', 'to 7351928 from 846101 with 35192846 and 5192 ');
      await db.put('b', 'to 735192846101 from 735192846101');
      await db.compactRange('', '~');
    });
    const report = await scanFolder(folder, [register]);
    const found = places(report);
    expect(found.some((place) => place.endsWith('ldb (decoded)'))).to.equal(true);
    expect(found.some((place) => place.endsWith('ldb'))).to.equal(false);
  });

  it('finds a value that was deleted but lies in a table still', async () => {
    await fill(join(folder, 'db'), async (db) => {
      for (let key = 0; key < 100; key++) await db.put(`k${String(key)}`, 'to 735192846101');
      await db.compactRange('', '~');
      for (let key = 0; key < 100; key++) await db.del(`k${String(key)}`);
    });
    const report = await scanFolder(folder, [register]);
    expect(report.databases).to.deep.equal([{ path: 'db', entries: 0 }]);
    expect(places(report).some((place) => place.endsWith('ldb (decoded)'))).to.equal(true);
  });

  it('finds keys, whose beginnings a table shares between neighbours', async () => {
    await fill(join(folder, 'db'), async (db) => {
      await db.put('account 7351928461', '1');
      await db.put('account 735192846101', '2');
      await db.compactRange('', '~');
    });
    const report = await scanFolder(folder, [register]);
    expect(places(report).some((place) => place.endsWith('ldb (decoded)'))).to.equal(true);
  });

  it('fails on a table that cannot be read, rather than to say that it is clean', async () => {
    await fill(join(folder, 'db'), async (db) => {
      await db.put('k', 'v');
      await db.compactRange('', '~');
    });
    await writeFile(join(folder, 'db', '000099.ldb'), randomBytes(100));
    let message = '';
    await scanFolder(folder, [register]).catch((error: unknown) => {
      message = String(error);
    });
    expect(message).to.include('LEVELDB_TABLE_CORRUPT');
  });
});

async function fill(path: string, work: (db: ClassicLevel) => Promise<void>): Promise<void> {
  const db = new ClassicLevel(path);
  await db.open();
  try {
    await work(db);
  } finally {
    await db.close();
  }
}
