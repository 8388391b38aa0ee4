import { expect } from 'chai';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FabricBinaries } from './FabricBinaries.js';
import { findBinaries } from './findBinaries.js';

describe('findBinaries', () => {
  let folder: string;
  const path = process.env.PATH;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binaries-'));
  });
  afterEach(async () => {
    process.env.PATH = path;
    await rm(folder, { recursive: true });
  });

  it('takes the release that FABRIC_BIN names', async () => {
    await mkdir(join(folder, 'bin'));
    await mkdir(join(folder, 'config'));
    for (const name of FabricBinaries.commands) await writeFile(join(folder, 'bin', name), '');
    for (const name of ['core.yaml', 'orderer.yaml']) await writeFile(join(folder, 'config', name), '');
    const binaries = await findBinaries(() => undefined, { FABRIC_BIN: join(folder, 'bin') });
    expect(binaries.command('peer')).to.equal(join(folder, 'bin/peer'));
    expect(binaries.sampleConfig('core.yaml')).to.equal(join(folder, 'config/core.yaml'));
  });

  it('says what FABRIC_BIN lacks', async () => {
    const error: unknown = await findBinaries(() => undefined, { FABRIC_BIN: folder }).catch(
      (e: unknown) => e,
    );
    expect(error).to.have.property('code', 'FABRIC_BIN_INCOMPLETE');
    expect(error)
      .to.have.property('message')
      .match(/orderer.*core\.yaml/);
  });

  it('says how to get Go when it is missing, and leaves no half-made cache', async () => {
    process.env.PATH = folder;
    // ps is what the lock looks at other processes with.
    await symlink('/bin/ps', join(folder, 'ps'));
    const error: unknown = await findBinaries(() => undefined, { ACEQUIA_CACHE: folder }).catch(
      (e: unknown) => e,
    );
    expect(error).to.have.property('code', 'GO_MISSING');
    expect(error)
      .to.have.property('message')
      .match(/apt-get install golang-go/);
  });

  it('says when Go is too old', async () => {
    await writeFile(join(folder, 'go'), '#!/bin/sh\necho "go version go1.19.8 linux/amd64"\n');
    await chmod(join(folder, 'go'), 0o755);
    process.env.PATH = `${folder}:${path ?? ''}`;
    const error: unknown = await findBinaries(() => undefined, { ACEQUIA_CACHE: folder }).catch(
      (e: unknown) => e,
    );
    expect(error).to.have.property('code', 'GO_TOO_OLD');
  });
});
