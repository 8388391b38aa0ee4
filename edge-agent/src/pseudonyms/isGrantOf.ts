import { createPrivateKey, X509Certificate } from 'node:crypto';
import { keyHashOf, type SignedTicket } from '@acequia/protocol';
import type { PseudonymEntry } from './pseudonymEntry.js';

/** Whether a certificate and a ticket are what a home asked for: of its key, in that auction, on that side. */
export function isGrantOf(
  { ask, privateKey }: Pick<PseudonymEntry, 'ask' | 'privateKey'>,
  certificate: string,
  { ticket }: SignedTicket,
): boolean {
  const x509 = parse(certificate);
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return (
    x509?.checkPrivateKey(key) === true &&
    ticket.keyHash === keyHashOf(x509.publicKey) &&
    ticket.auctionId === ask.auctionId &&
    ticket.side === ask.side
  );
}

/** @returns undefined for what is no certificate: OpenSSL has no error of its own for it. */
function parse(certificate: string): X509Certificate | undefined {
  try {
    return new X509Certificate(certificate);
  } catch {
    return undefined;
  }
}
