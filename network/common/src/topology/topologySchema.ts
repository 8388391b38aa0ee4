import { z } from 'zod';

const duration = z.string().regex(/^\d+(ms|s|m)$/, 'a duration such as 200ms or 5s');
const size = z.string().regex(/^\d+ (KB|MB)$/, 'a size such as 512 KB');
const host = z.string().regex(/^[A-Za-z0-9.-]+$/, 'a host name or an IPv4 address');
const port = z.int().min(1024).max(65535);

/** What a test network looks like. Every field has a default, so that a file holds only what it changes. */
export const topologySchema = z.strictObject({
  channel: z
    .string()
    .regex(/^[a-z][a-z0-9.-]{0,248}$/)
    .default('community'),
  /** The name that certificates end in; never looked up. */
  domain: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/)
    .default('acequia.test'),
  homes: z.int().min(1).max(40).default(3),
  ordering: z.enum(['bft', 'raft']).default('bft'),
  /** Where every node listens and is reached; `hosts` overrides it by MSP id. */
  host: host.default('127.0.0.1'),
  hosts: z.record(z.string(), host).default({}),
  /** `free` looks for ports from a random place on; `from` prefers the ports from there on and skips taken ones. */
  ports: z.union([z.literal('free'), z.strictObject({ from: port })]).default('free'),
  batch: z
    .strictObject({
      /** Longest wait for a block to fill: Raft's BatchTimeout, BFT's RequestBatchMaxInterval. */
      timeout: duration.default('200ms'),
      maxMessages: z.int().min(1).max(10_000).default(100),
      absoluteMaxBytes: size.default('10 MB'),
      preferredMaxBytes: size.default('2 MB'),
    })
    .prefault({}),
  bft: z
    .strictObject({
      leaderHeartbeatTimeout: duration.default('5s'),
      requestForwardTimeout: duration.default('1s'),
      requestComplainTimeout: duration.default('3s'),
      viewChangeTimeout: duration.default('5s'),
      requestPoolSize: z.int().min(1).default(1000),
    })
    .prefault({}),
  /**
   * Raft survives the crash of a minority of its orderers. One is the default: all of them trust the leader, so more
   * owners buy no independence, and a test network starts faster with one.
   */
  raft: z.strictObject({ orderers: z.union([z.literal(1), z.literal(3)]).default(1) }).prefault({}),
  chaincode: z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z][a-z0-9_-]*$/)
        .default('acequia'),
      /** `shared`: one server for the community and one for all others. `each`: one per organisation. */
      servers: z.enum(['shared', 'each']).default('shared'),
    })
    .prefault({}),
  public: z
    .strictObject({
      /** Whether clients of PublicMSP may submit transactions, as auditors do with their keys and findings; else they only read. */
      clientsSubmit: z.boolean().default(true),
    })
    .prefault({}),
});
export type Topology = z.infer<typeof topologySchema>;
