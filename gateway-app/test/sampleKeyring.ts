import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AtRestCipher, KeyStore } from '@acequia/protocol/keystore';
import { CommunityKeyring } from '../src/keys/CommunityKeyring.js';
import { SAMPLE_DOMAIN } from './sampleDomain.js';

/** The sample community's keys, of versions 1 and 2; their files are gone, so that destroying one here destroys it for good. */
async function drawKeyring(): Promise<CommunityKeyring> {
  const folder = await mkdtemp(join(tmpdir(), 'acequia-keyring-'));
  const keyring = new CommunityKeyring(
    new KeyStore(folder, new AtRestCipher(Buffer.alloc(32, 7))),
    SAMPLE_DOMAIN,
  );
  for (const version of [1, 2]) await keyring.draw(version);
  await rm(folder, { recursive: true });
  return keyring;
}

const keyring = await drawKeyring();

/** Real keys of a community that every sample ledger shares. */
export const sampleKeyring = {
  keyring,
  publicKey: (version: number): Buffer => {
    const key = keyring.key(version);
    if (key === undefined) throw new Error(`the samples have no key of version ${version}`);
    return Buffer.from(key.publicKey, 'base64');
  },
};
