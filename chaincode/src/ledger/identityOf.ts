import { keyHashOfCertificate } from '@acequia/protocol';
import { X509Certificate } from 'node:crypto';
import type { Identity } from './Identity.js';

/** Reads the identity out of the creator of a proposal: an MSP id and a certificate in PEM. */
export function identityOf(creator: { readonly mspid: string; readonly idBytes: Uint8Array }): Identity {
  const certificate = Buffer.from(creator.idBytes);
  return {
    mspId: creator.mspid,
    keyHash: keyHashOfCertificate(certificate),
    isAdmin: new X509Certificate(certificate).subject.split('\n').includes('OU=admin'),
  };
}
