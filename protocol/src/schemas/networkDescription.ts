import { z } from 'zod';

/** A Fabric identity on disk: PEM files of the certificate and the PKCS#8 private key. */
export const identityFilesSchema = z.strictObject({
  certFile: z.string().min(1),
  keyFile: z.string().min(1),
});
export type IdentityFiles = z.infer<typeof identityFilesSchema>;

/** Where an organisation's peer listens and how its TLS certificate is checked. */
export const peerEndpointSchema = z.strictObject({
  /** Name of the peer's process, as `acequia network status` shows it. */
  name: z.string().min(1),
  /** `host:port` of the Gateway, endorser and deliver services. */
  endpoint: z.string().regex(/^[^:]+:\d+$/),
  /** The host name that the peer's TLS certificate carries. */
  tlsHostname: z.string().min(1),
  tlsRootCertFile: z.string().min(1),
  /** The peer's data folder; tests scan it. */
  dataDir: z.string().min(1),
});
export type PeerEndpoint = z.infer<typeof peerEndpointSchema>;

export const organisationSchema = z.strictObject({
  mspId: z.string().min(1),
  kind: z.enum(['community', 'home', 'public']),
  /** Only of homes: the home's id on the ledger, such as `SH1`. */
  homeId: z.string().optional(),
  peer: peerEndpointSchema,
  /** `admin` and `user1`, `user2`, … (NodeOU admin and client). */
  identities: z.record(z.string(), identityFilesSchema),
});
export type Organisation = z.infer<typeof organisationSchema>;

/**
 * What a started network is, for every program above it: written as `network.json` into the network's folder. The
 * embedded network writes the same file, so that nothing above can tell the two apart but by `kind`.
 */
export const networkDescriptionSchema = z.strictObject({
  kind: z.enum(['fabric', 'embedded']),
  name: z.string().min(1),
  channel: z.string().min(1),
  chaincode: z.string().min(1),
  ordering: z.enum(['bft', 'raft', 'none']),
  organisations: z.array(organisationSchema).min(1),
  /** The organisation of pseudonyms: without peers and users, with the authority whose key is the registrar's. */
  traders: z.strictObject({ mspId: z.string().min(1), authority: identityFilesSchema }).exactOptional(),
});
export type NetworkDescription = z.infer<typeof networkDescriptionSchema>;
