import { mkdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseJsonWith } from '@acequia/protocol';
import { findChaincode, writeAtomically } from '@acequia/network/common';

const main = fileURLToPath(new URL('../chaincode/contracts.js', import.meta.url));
const metadataSchema = z.looseObject({ contracts: z.record(z.string(), z.unknown()) });
const benchContracts = {
  null: { name: 'null', transactions: [{ name: 'nothing', tag: ['submit'] }] },
  naive: {
    name: 'naive',
    transactions: [
      { name: 'submitWindow', tag: ['submit'] },
      { name: 'getEssential', tag: [] },
    ],
  },
};

/**
 * Writes a package of the community's contracts with the bench's beside them. Fabric's chaincode machinery wants all contracts in
 * the metadata, as soon as there is any: the community's is taken over.
 *
 * @param folder to be made; absolute.
 */
export async function writeChaincode(folder: string): Promise<void> {
  const own = join('contract-metadata', 'metadata.json');
  const metadata = parseJsonWith(metadataSchema, await readFile(join(findChaincode(), own), 'utf8'));
  const contracts = { ...metadata.contracts, ...benchContracts };
  await mkdir(join(folder, 'contract-metadata'), { recursive: true });
  writeAtomically(join(folder, own), JSON.stringify({ ...metadata, contracts }));
  const packageFile = {
    name: 'bench-chaincode',
    version: '1.0.0',
    private: true,
    type: 'module',
    main: relative(folder, main),
  };
  writeAtomically(join(folder, 'package.json'), JSON.stringify(packageFile));
}
