import { X509Certificate } from 'node:crypto';
import type { PseudonymEntry } from './pseudonymEntry.js';

/** Whether a pseudonym's certificate is of no use any more. @param now wall clock, milliseconds. */
export function hasExpired({ certificate }: Pick<PseudonymEntry, 'certificate'>, now: number): boolean {
  return certificate !== undefined && Date.parse(new X509Certificate(certificate).validTo) < now;
}
