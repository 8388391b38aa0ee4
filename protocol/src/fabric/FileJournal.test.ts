import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { FileJournal } from './FileJournal.js';

const FIRST = '0'.repeat(32);
const SECOND = 'f'.repeat(32);

describe('FileJournal', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-journal-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps bytes per request across instances, and forgets them', async () => {
    const journal = new FileJournal(join(folder, 'deep', 'journal'));
    expect(await journal.list()).to.deep.equal([]);
    expect(await journal.find(FIRST)).to.equal(undefined);
    await journal.save(SECOND, Buffer.of(9));
    await journal.save(FIRST, Buffer.of(1));
    await journal.save(FIRST, Buffer.of(1, 2, 3));
    const again = new FileJournal(join(folder, 'deep', 'journal'));
    expect(await again.list()).to.deep.equal([FIRST, SECOND]);
    expect(await again.find(FIRST)).to.deep.equal(Buffer.of(1, 2, 3));
    await again.remove(FIRST);
    await again.remove(FIRST);
    expect(await again.list()).to.deep.equal([SECOND]);
  });

  it('does not take for an entry what a kill left half-written', async () => {
    const journal = new FileJournal(folder);
    await writeFile(join(folder, `${FIRST}.transaction.tmp`), 'half');
    expect(await journal.list()).to.deep.equal([]);
    expect(await journal.find(FIRST)).to.equal(undefined);
    await journal.save(FIRST, Buffer.of(7));
    expect(await readdir(folder)).to.deep.equal([`${FIRST}.transaction`]);
  });

  it('refuses an id that is no request id, such as a path', async () => {
    const journal = new FileJournal(folder);
    for (const id of ['../escape', 'ABCDEF', '']) {
      const error: unknown = await journal.save(id, Buffer.of(1)).catch((caught: unknown) => caught);
      expect(error).to.have.property('code', 'INPUT_INVALID');
    }
  });
});
