import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { keyHashOf, type IdentityFiles, type NetworkDescription } from '@acequia/protocol';
import type { FabricClient, Patience } from '@acequia/protocol/fabric';
import { issueCertificate, makeCertificateRequest, openCertificateRequest } from '@acequia/protocol/x509';
import { connectTrader } from './connectTrader.js';

const DAY_MS = 86_400_000;

/** A pseudonym with a connection to the ledger, through the community's peer. */
export interface Trader {
  readonly client: FabricClient;
  readonly keyHash: string;
  readonly key: KeyObject;
  /** PEM. */
  readonly certificate: string;
}

/** Who certifies a pseudonym, and for how long. */
export interface TraderOptions {
  readonly journalDir: string;
  /** The network's own authority of pseudonyms when absent. */
  readonly authority?: IdentityFiles;
  /** A day from now when absent. */
  readonly notAfter?: Date;
  /** How long failures are asked again; as programs do when absent. */
  readonly patience?: Partial<Patience>;
}

/**
 * Makes a pseudonym as home and registrar do together, and connects it: a home that the transaction draws endorses with the
 * community.
 */
export async function openTrader(network: NetworkDescription, options: TraderOptions): Promise<Trader> {
  const authority = options.authority ?? network.traders?.authority;
  if (authority === undefined) throw new Error('the network has no authority of pseudonyms');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = openCertificateRequest(makeCertificateRequest(privateKey));
  const issuer = new X509Certificate(readFileSync(authority.certFile));
  const certificate = issueCertificate(
    {
      publicKey,
      commonName: randomBytes(16).toString('hex'),
      unit: 'client',
      notBefore: new Date(issuer.validFrom),
      notAfter: options.notAfter ?? new Date(Date.now() + DAY_MS),
    },
    { certificate: issuer, key: createPrivateKey(readFileSync(authority.keyFile)) },
  );
  const { journalDir, patience } = options;
  const identity = { key: privateKey, certificate, journalDir };
  const client = await connectTrader(network, { ...identity, ...(patience !== undefined && { patience }) });
  return { client, keyHash: keyHashOf(publicKey), key: privateKey, certificate };
}
