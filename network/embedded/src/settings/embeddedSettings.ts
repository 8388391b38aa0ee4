import { z } from 'zod';

const mspId = z.string().regex(/^[A-Za-z0-9.-]+$/);
const host = z.string().min(1);
const port = z.int().min(1).max(65_535);
const address = z.string().regex(/^[^:]+:\d+$/);

const policiesSchema = z
  .strictObject({
    Readers: z.string().optional(),
    Writers: z.string().optional(),
    Admins: z.string().optional(),
    Endorsement: z.string().optional(),
  })
  .default({});

/** An organisation with one peer. Its identities are made in cryptogen's layout under the network's folder. */
export const organisationSettingsSchema = z.strictObject({
  mspId,
  /** Folder name and certificates' domain, such as `org1.example.com`; the peer's TLS certificate is for `<peerHostname>.<domain>`. */
  domain: z.string().regex(/^[a-z0-9.-]+$/i),
  peerHostname: z.string().default('peer0'),
  /** Where the peer's services listen, besides `localhost`. */
  host: host.default('127.0.0.1'),
  port,
  /** Clients besides the admin: `User1` … */
  users: z.int().min(0).max(1000).default(1),
  /** The organisation's own policies, as signature policy expressions; the defaults are those of Fabric's test network. */
  policies: policiesSchema,
});
export type OrganisationSettings = z.infer<typeof organisationSettingsSchema>;

/** An organisation that runs nothing: its authority certifies clients, which use others' peers. */
export const peerlessSettingsSchema = z.strictObject({
  mspId,
  /** Folder name, as of organisations with a peer. */
  domain: z.string().regex(/^[a-z0-9.-]+$/i),
  policies: policiesSchema,
});
export type PeerlessSettings = z.infer<typeof peerlessSettingsSchema>;

/** One collection as a `collections_config.json` of Fabric has it. */
export const collectionSettingsSchema = z.object({
  name: z.string().min(1),
  policy: z.string().min(1),
  requiredPeerCount: z.int().min(0).default(0),
  maxPeerCount: z.int().min(0).default(1),
  blockToLive: z.int().min(0).default(0),
  memberOnlyRead: z.boolean().default(false),
  memberOnlyWrite: z.boolean().default(false),
  endorsementPolicy: z
    .strictObject({ signaturePolicy: z.string().optional(), channelConfigPolicy: z.string().optional() })
    .optional(),
});
export type CollectionSettings = z.infer<typeof collectionSettingsSchema>;

/** A chaincode, with the server that peers connect to. */
export const chaincodeSettingsSchema = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9]+([-_][a-zA-Z0-9]+)*$/),
  version: z.string().min(1).default('1.0'),
  address,
  /** Servers of organisations that have one of their own, by MSP id: their peers connect to that one. */
  addresses: z.record(mspId, address).default({}),
  /** A signature policy such as `OR('Org1MSP.peer')`, or the path of a channel policy, which starts with `/`. */
  policy: z.string().min(1).default('/Channel/Application/Endorsement'),
  collections: z.array(collectionSettingsSchema).default([]),
  initRequired: z.boolean().default(false),
});
export type ChaincodeSettings = z.infer<typeof chaincodeSettingsSchema>;

/** What an embedded network is: `embedded.json` in its folder, or made from the command line's options. */
export const embeddedSettingsSchema = z.strictObject({
  channel: z.string().regex(/^[a-z][a-z0-9.-]{0,248}$/),
  organisations: z.array(organisationSettingsSchema).min(1),
  peerless: z.array(peerlessSettingsSchema).default([]),
  chaincodes: z.array(chaincodeSettingsSchema).default([]),
  /** Further policies of the application group or other ones than the defaults: a signature expression, or `ANY|ALL|MAJORITY <sub policy>`. */
  policies: z.record(z.string(), z.string()).default({}),
  /** As in configtx.yaml: resource to policy, such as `peer/Propose` to `/Channel/Application/Readers`. */
  acls: z.record(z.string(), z.string()).default({}),
  batch: z
    .strictObject({
      timeoutMs: z.int().min(1).default(200),
      maxMessages: z.int().min(1).default(500),
      absoluteMaxBytes: z
        .int()
        .min(1)
        .default(10 * 1024 * 1024),
      preferredMaxBytes: z
        .int()
        .min(1)
        .default(2 * 1024 * 1024),
    })
    .prefault({}),
  /** Each organisation's peer commits every block up to so much later than the first one does, by a seeded draw. */
  commitDelay: z.strictObject({ seed: z.int(), maxMs: z.int().min(0) }).default({ seed: 1, maxMs: 0 }),
  /** Longest run of one chaincode call: core.yaml's `chaincode.executetimeout`. */
  executeTimeoutMs: z.int().min(1).default(30_000),
});
export type EmbeddedSettings = z.infer<typeof embeddedSettingsSchema>;
