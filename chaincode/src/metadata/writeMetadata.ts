import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseJsonWith } from '@acequia/protocol';
import { format } from 'prettier';
import { buildMetadata } from './buildMetadata.js';

/** Writes contract-metadata/metadata.json of the package in this folder: `npm run metadata --workspace chaincode`. */
const { name, version } = parseJsonWith(
  z.object({ name: z.string(), version: z.string() }),
  await readFile('package.json', 'utf8'),
);
await mkdir('contract-metadata', { recursive: true });
await writeFile(
  'contract-metadata/metadata.json',
  await format(JSON.stringify(buildMetadata(name, version)), { parser: 'json', printWidth: 110 }),
);
