import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { makeFolder } from './makeFolder.js';

describe('makeFolder', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-folder-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('makes folders, also several levels and by relative paths, for their owner, and leaves those that are there', async () => {
    for (const path of ['a', 'a', 'b/c/d', 'b/c/e/', './f//g']) {
      await makeFolder(relative(process.cwd(), join(folder, path)));
      expect((await stat(join(folder, path))).mode & 0o777).to.equal(0o700);
    }
  });
});
