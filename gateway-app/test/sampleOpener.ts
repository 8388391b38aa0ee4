import type { EpochKeySource } from '../src/keys/EpochKeySource.js';
import type { RecordOpener } from '../src/keys/RecordOpener.js';
import { WindowOpener } from '../src/keys/WindowOpener.js';
import { Database } from '../src/readModel/Database.js';
import { Repository } from '../src/repository/Repository.js';
import { SAMPLE_DOMAIN } from './sampleDomain.js';
import { sampleKeyring } from './sampleKeyring.js';

/** Opens what the samples' homes seal, with a repository in memory unless another is given. */
export function sampleOpener(
  keys: EpochKeySource = sampleKeyring.keyring,
  repository = new Repository(Database.open(':memory:')),
): RecordOpener {
  return new WindowOpener(keys, repository, SAMPLE_DOMAIN);
}
