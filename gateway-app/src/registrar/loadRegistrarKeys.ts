import { randomBytes, type KeyObject } from 'node:crypto';
import { CodedError, type TicketPlace } from '@acequia/protocol';
import type { KeyStore } from '@acequia/protocol/keystore';
import { readIdentityFiles, type CertificateIssuer } from '@acequia/protocol/x509';
import { z } from 'zod';
import type { GatewayConfig } from '../config.js';

const SECRET = 'registrar/secret';
const SECRET_LENGTH = 32;
const secretSchema = z.strictObject({ secret: z.base64().length(44) });

/** What the registrar of pseudonyms works with. */
export interface RegistrarKeys {
  /** K_reg, 32 bytes: homes' tags in auctions are made with it. */
  readonly secret: Buffer;
  /** Of an enrolled operator, P-256: signs tickets. */
  readonly ticketKey: KeyObject;
  /** The authority of TradersMSP. */
  readonly authority: CertificateIssuer;
  /** Which network tickets are for. */
  readonly place: TicketPlace;
}

/**
 * Reads the registrar's keys; K_reg is drawn once and kept, sealed, with the community's keys.
 *
 * @returns undefined where the configuration has no registrar.
 * @throws CodedError IDENTITY_UNREADABLE, IDENTITY_MISMATCH, AT_REST_BROKEN, KEY_STORE_DAMAGED.
 */
export async function loadRegistrarKeys(
  { registrar, fabric }: GatewayConfig,
  store: KeyStore,
): Promise<RegistrarKeys | undefined> {
  if (registrar === undefined) return undefined;
  const { certificate, key } = await readIdentityFiles(registrar);
  if (!certificate.ca) {
    throw new CodedError('IDENTITY_MISMATCH', `${registrar.certFile} is not the certificate of an authority`);
  }
  const operator = await readIdentityFiles(fabric);
  return {
    secret: await loadSecret(store),
    ticketKey: operator.key,
    authority: { certificate, key },
    place: { channel: fabric.channel },
  };
}

async function loadSecret(store: KeyStore): Promise<Buffer> {
  const kept = await store.get(SECRET, secretSchema);
  if (kept !== undefined) return Buffer.from(kept.secret, 'base64');
  const secret = randomBytes(SECRET_LENGTH);
  await store.put(SECRET, { secret: secret.toString('base64') });
  return secret;
}
