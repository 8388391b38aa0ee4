import { readFile } from 'node:fs/promises';
import { keyHashOfCertificate, type NetworkDescription } from '@acequia/protocol';
import { connectionOf } from '../run/connectionOf.js';

/** The key hash that a role binds to, of a user of an organisation of the network. */
export async function keyHashOfUser(
  network: NetworkDescription,
  mspId: string,
  user: string,
): Promise<string> {
  const { certFile } = connectionOf(network, mspId, user);
  return keyHashOfCertificate(await readFile(certFile));
}
