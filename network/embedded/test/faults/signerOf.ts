import { readFileSync } from 'node:fs';
import { createSigningIdentity } from '../../src/msp/createSigningIdentity.js';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';
import type { ReadyDescription } from '../../src/network/describeReady.js';
import { Application } from '../foreign/Application.js';

/** The first client of an organisation, for messages of a test's own. */
export function signerOf(ready: ReadyDescription, mspId: string): SigningIdentity {
  const user = Application.organisation(ready, mspId).users[1];
  if (user === undefined) throw new Error('no user');
  return createSigningIdentity(readFileSync(user.certificate, 'utf8'), readFileSync(user.key, 'utf8'), mspId);
}
