import { transactions } from '@acequia/protocol';
import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { buildMetadata } from './buildMetadata.js';

const packageRoot = new URL('../../../', import.meta.url);
const readJson = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(path, packageRoot), 'utf8')) as unknown;

describe('contract metadata', () => {
  it('is what the table of transactions makes; `npm run metadata --workspace chaincode` writes it anew', async () => {
    const { name, version } = (await readJson('package.json')) as { name: string; version: string };
    expect(await readJson('contract-metadata/metadata.json')).to.deep.equal(buildMetadata(name, version));
  });

  it('names every function, and the system contract', () => {
    const { contracts } = buildMetadata('t', 'v') as {
      contracts: Record<string, { transactions: { name: string }[] }>;
    };
    const named = Object.fromEntries(
      Object.entries(contracts).map(([name, contract]) => [name, contract.transactions.map((fn) => fn.name)]),
    );
    expect(named).to.deep.equal({
      ...Object.fromEntries(Object.entries(transactions).map(([name, fns]) => [name, Object.keys(fns)])),
      'org.hyperledger.fabric': ['GetMetadata'],
    });
  });
});
