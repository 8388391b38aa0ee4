import { keyHashOf } from '@acequia/protocol';
import { X509Certificate } from 'node:crypto';
import type { Identity } from './Identity.js';

/** What a certificate says never changes, and reading it costs as much as all else that a small transaction does. */
const known = new Map<string, Omit<Identity, 'mspId'>>();
const mostKnown = 1000;

/** Reads the identity out of the creator of a proposal: an MSP id and a certificate in PEM. */
export function identityOf(creator: { readonly mspid: string; readonly idBytes: Uint8Array }): Identity {
  const pem = Buffer.from(creator.idBytes).toString('latin1');
  let subject = known.get(pem);
  if (subject === undefined) {
    subject = subjectOf(Buffer.from(creator.idBytes));
    if (known.size >= mostKnown) known.clear();
    known.set(pem, subject);
  }
  return { mspId: creator.mspid, ...subject };
}

function subjectOf(pem: Buffer): Omit<Identity, 'mspId'> {
  const certificate = new X509Certificate(pem);
  return {
    keyHash: keyHashOf(certificate.publicKey),
    isAdmin: certificate.subject.split('\n').includes('OU=admin'),
  };
}
