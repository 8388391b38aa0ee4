import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { NetworkError } from '../NetworkError.js';
import { presetFolder } from './presetFolder.js';
import { topologySchema, type Topology } from './topologySchema.js';

/**
 * Reads a topology: a preset's name (`default`, `homes-4`, …: the files of `test-network-config`) or a file's path.
 *
 * @throws NetworkError `TOPOLOGY_NOT_FOUND` or `TOPOLOGY_INVALID`.
 */
export async function loadTopology(nameOrFile = 'default'): Promise<Topology> {
  const preset = resolve(presetFolder, `${nameOrFile}.yaml`);
  const file = /^[a-z0-9-]+$/.test(nameOrFile) && existsSync(preset) ? preset : resolve(nameOrFile);
  if (!existsSync(file)) {
    throw new NetworkError(
      'TOPOLOGY_NOT_FOUND',
      `${nameOrFile} is neither a preset of test-network-config nor a file`,
    );
  }
  const result = topologySchema.safeParse(readYaml(await readFile(file, 'utf8'), file) ?? {});
  if (!result.success)
    throw new NetworkError('TOPOLOGY_INVALID', `${file}\n${z.prettifyError(result.error)}`);
  return result.data;
}

function readYaml(text: string, file: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (error) {
    throw new NetworkError('TOPOLOGY_INVALID', `${file} is not YAML`, { cause: error });
  }
}
