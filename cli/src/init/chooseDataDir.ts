import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CliError } from '../CliError.js';
import type { CommunityFile } from './communityFileSchema.js';

/**
 * The folder with the measured data that a community file names, as an absolute path; null when the file names none or
 * there is no such folder, and the built-in model stands in.
 *
 * @throws CliError DATA_INCOMPLETE when the folder is there but lacks a file that is named.
 */
export async function chooseDataDir(file: CommunityFile, dir: string): Promise<string | null> {
  const named = file.homes.flatMap(({ meters }) =>
    meters.flatMap(({ source }) => (source.format === 'model' ? [] : [source.file])),
  );
  const absolute = resolve(dir);
  if (named.length === 0 || !(await exists(absolute))) return null;
  for (const name of new Set(named)) {
    if (!(await exists(join(absolute, name)))) {
      throw new CliError('DATA_INCOMPLETE', `the data folder ${absolute} has no ${name}`);
    }
  }
  return absolute;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
