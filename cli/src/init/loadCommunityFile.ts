import { readFile } from 'node:fs/promises';
import { parseWith } from '@acequia/protocol';
import { parse } from 'yaml';
import { CliError } from '../CliError.js';
import { communityFileSchema, type CommunityFile } from './communityFileSchema.js';

/**
 * Reads a community file, YAML or JSON (which is YAML too).
 *
 * @throws CliError FILE_UNREADABLE, FILE_NOT_YAML; InputError INPUT_INVALID with the paths and rules broken.
 */
export async function loadCommunityFile(path: string): Promise<CommunityFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new CliError('FILE_UNREADABLE', `cannot read ${path}`, { cause });
  }
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    throw new CliError('FILE_NOT_YAML', `${path} is neither YAML nor JSON: ${String(cause)}`, { cause });
  }
  return parseWith(communityFileSchema, value);
}
