import { basename, join, relative, sep } from 'node:path';
import { expect } from 'chai';
import { suite } from '../harness/Suite.js';
import { Planted } from './Planted.js';
import { scanFolder } from './scanFolder.js';

describe('private data, planted in every home, in what its programs keep', () => {
  let planted: Planted;

  before(async () => {
    planted = await Planted.in(suite());
  });

  it('no file of an agent’s or a gateway’s, keys, journals and logs included, holds it in the clear', async () => {
    const { dir } = suite().config;
    const canaries = planted.baskets.flatMap((basket) => basket.canaries);
    const files: string[] = [];
    for (const name of ['planted', 'secrets', 'journals']) {
      const folder = join(dir, name);
      const report = await scanFolder(folder, canaries);
      const meters = planted.meterFolders.map((meter) => relative(folder, meter) + sep);
      const found = report.findings.filter(({ place }) => !meters.some((meter) => place.startsWith(meter)));
      expect(found, `canaries under ${name}`).to.deep.equal([]);
      files.push(...report.files.map((file) => basename(file)));
    }
    const stores = [
      'documents.sqlite',
      'repository.sqlite',
      'status.json',
      'agent-sh1.log',
      'gateway-sh1.log',
    ];
    expect(files).to.include.members(stores);
  });
});
