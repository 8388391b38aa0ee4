import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { communityScope } from '../../test/openModel.js';
import { sampleMonth } from '../../test/sampleMonth.js';
import { applyBlock } from '../projector/applyBlock.js';
import { digestReadModel } from './digestReadModel.js';
import { ReadModel } from './ReadModel.js';

describe('ReadModel', () => {
  let folder: string;
  let path: string;
  const scope = communityScope();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-model-'));
    path = join(folder, 'model.sqlite');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('keeps its content over a restart', () => {
    const first = ReadModel.open(path);
    for (const block of sampleMonth().ledger.builder.blocks) applyBlock(first, block, scope);
    const before = digestReadModel(first.database);
    first.close();
    const second = ReadModel.open(path);
    expect(digestReadModel(second.database)).to.deep.equal(before);
    second.close();
  });

  it('starts anew when the file is of another version of the program', () => {
    const first = ReadModel.open(path);
    for (const block of sampleMonth().ledger.builder.blocks) applyBlock(first, block, scope);
    first.database.script('PRAGMA user_version = 999');
    first.close();
    const second = ReadModel.open(path);
    expect(second.ledger.lastBlock()).to.equal(undefined);
    second.close();
  });

  it('has a digest in which every table counts, and what is still awaited does not', () => {
    const model = ReadModel.open(path);
    const empty = digestReadModel(model.database);
    expect(empty.block).to.equal(-1);
    expect(Object.keys(empty.tables)).to.include.members([
      'blocks',
      'intervals',
      'billDocuments',
      'tokenRecords',
    ]);
    model.database.run('INSERT INTO privateGaps VALUES (?, ?, ?)', 1, 0, 'SH1');
    expect(digestReadModel(model.database)).to.deep.equal(empty);
    model.database.run('INSERT INTO tokenRecords VALUES (?, ?, ?)', 'credit', 'k', '{}');
    expect(digestReadModel(model.database).digest).to.not.equal(empty.digest);
    model.close();
  });

  it('takes back a transaction that fails half-way', () => {
    const model = ReadModel.open(path);
    expect(() => {
      model.database.transaction(() => {
        model.database.run('INSERT INTO tokenRecords VALUES (?, ?, ?)', 'credit', 'k', '{}');
        throw new Error('half-way');
      });
    }).to.throw('half-way');
    expect(model.database.rows('SELECT * FROM tokenRecords')).to.deep.equal([]);
    model.close();
  });
});
