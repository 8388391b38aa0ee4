import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { AtRestCipher, KeyStore } from '@acequia/protocol/keystore';
import type { LedgerBlock } from '@acequia/protocol/fabric';
import { blocksOf } from '../../test/blocksOf.js';
import { communityScope } from '../../test/openModel.js';
import { SAMPLE_DOMAIN } from '../../test/sampleDomain.js';
import { sampleKeyring } from '../../test/sampleKeyring.js';
import { sampleMonth } from '../../test/sampleMonth.js';
import { sampleOpener } from '../../test/sampleOpener.js';
import { CommunityKeyring } from '../keys/CommunityKeyring.js';
import { DataFiles } from '../process/DataFiles.js';
import { applyBlock } from '../projector/applyBlock.js';
import type { ProjectionScope } from '../projector/ProjectionScope.js';
import { digestReadModel } from '../readModel/digestReadModel.js';
import { ReadModel } from '../readModel/ReadModel.js';
import { DatabaseVault } from '../repository/DatabaseVault.js';
import { Repository } from '../repository/Repository.js';
import { rebuildReadModel, type RebuildOptions } from './rebuildReadModel.js';

describe('rebuildReadModel', () => {
  const { blocks } = sampleMonth().ledger.builder;
  let folder: string;
  let files: DataFiles;
  let vault: DatabaseVault;
  let scope: ProjectionScope;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-rebuild-'));
    files = new DataFiles(folder);
    vault = await DatabaseVault.unlock(files, randomBytes(32));
    scope = communityScope();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const options = (given: readonly LedgerBlock[]): RebuildOptions => ({
    files,
    source: blocksOf(given),
    vault,
    scope,
    height: () => Promise.resolve(given.length),
    onProgress: () => undefined,
  });
  const fill = (given: readonly LedgerBlock[]): void => {
    const model = ReadModel.on(vault.open(files.readModel));
    for (const block of given) applyBlock(model, block, scope);
    model.close();
  };

  it('builds the same content up to the block that the present one reached', async () => {
    fill(blocks.slice(0, -2));
    const rebuilt = await rebuildReadModel(options(blocks));
    expect(rebuilt).to.include({ block: blocks.length - 3, same: true });
    expect(rebuilt.previous?.digest).to.equal(rebuilt.digest);
    // Nothing is left beside it that could be taken for its log.
    expect(readdirSync(folder)).to.deep.equal(['keys', 'read-model.sqlite']);
    const model = ReadModel.on(vault.open(files.readModel));
    expect(digestReadModel(model.database).digest).to.equal(rebuilt.digest);
    model.close();
  });

  it('builds the same after the keys were destroyed, from what was opened with them', async () => {
    const repository = new Repository(vault.open(files.repository));
    scope = { ...scope, opener: sampleOpener(sampleKeyring.keyring, repository) };
    fill(blocks);
    const folderOfNoKeys = new KeyStore(join(folder, 'no-keys'), new AtRestCipher(randomBytes(32)));
    const keyless = new CommunityKeyring(folderOfNoKeys, SAMPLE_DOMAIN);
    scope = { ...scope, opener: sampleOpener(keyless, repository) };
    const rebuilt = await rebuildReadModel(options(blocks));
    expect(rebuilt).to.include({ block: blocks.length - 1, same: true });
    // Without the repository nothing of it would be there.
    scope = { ...scope, opener: sampleOpener(keyless) };
    expect(await rebuildReadModel(options(blocks))).to.include({ same: false });
    const model = ReadModel.on(vault.open(files.readModel));
    expect(model.ledger.summary()).to.include({ readings: 0 });
    model.close();
    repository.close();
  });

  it('says so when the present one differed, and puts it right', async () => {
    fill(blocks);
    const model = ReadModel.on(vault.open(files.readModel));
    model.database.run('DELETE FROM intervals WHERE sequence = 1');
    model.close();
    const rebuilt = await rebuildReadModel(options(blocks));
    expect(rebuilt.same).to.equal(false);
    expect(rebuilt.previous?.tables.intervals).to.not.equal(rebuilt.tables.intervals);
    expect((await rebuildReadModel(options(blocks))).same).to.equal(true);
  });

  it('builds the first one up to where the peer is', async () => {
    const rebuilt = await rebuildReadModel(options(blocks));
    expect(rebuilt.block).to.equal(blocks.length - 1);
    expect(rebuilt).to.not.have.property('same');
  });

  it('refuses a peer that is behind the present one', async () => {
    fill(blocks);
    const failure = await rebuildReadModel(options(blocks.slice(0, -1))).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.have.property('code', 'LEDGER_BEHIND');
  });

  it('leaves the present one alone when a block does not fit', async () => {
    fill(blocks);
    const broken = blocks.map((block) =>
      block.number === 3 ? { ...block, previousHash: '0'.repeat(64) } : block,
    );
    const failure = await rebuildReadModel(options(broken)).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.have.property('code', 'BLOCK_CHAIN_BROKEN');
    const model = ReadModel.on(vault.open(files.readModel));
    expect(model.ledger.lastBlock()?.number).to.equal(blocks.length - 1);
    model.close();
  });
});
