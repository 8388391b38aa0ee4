import { join } from 'node:path';
import { AtRestCipher, KeyStore, loadAtRestKey } from '@acequia/protocol/keystore';

/** A folder of secrets as a home's or the community's programs keep them, which the tests read and write too. */
export interface KeyFolder {
  /** As the programs' configurations have it. */
  readonly keysDir: string;
  readonly atRestKeyFile: string;
  readonly store: KeyStore;
}

/** What a program's configuration says of its keys. */
export type KeyConfig = Pick<KeyFolder, 'keysDir' | 'atRestKeyFile'>;

/** Opens a folder of secrets, new or not. @param dir what lies in it is made when it is not there; absolute. */
export async function openKeyFolder(dir: string): Promise<KeyFolder> {
  const [keysDir, atRestKeyFile] = [join(dir, 'keys'), join(dir, 'at-rest.key')];
  const cipher = new AtRestCipher(await loadAtRestKey({ file: atRestKeyFile }));
  return { keysDir, atRestKeyFile, store: new KeyStore(keysDir, cipher) };
}
