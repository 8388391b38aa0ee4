import { readFile } from 'node:fs/promises';
import {
  accountIdSchema,
  CodedError,
  deviceIdSchema,
  fabricConnectionSchema,
  homeIdSchema,
  mspIdSchema,
  parseJsonWith,
  parseWith,
} from '@acequia/protocol';
import { z } from 'zod';
import { driverConfigSchema } from './meters/driverConfig.js';
import { mqttConfigSchema } from './mqtt/mqttConfigSchema.js';

const deviceConfigSchema = z.strictObject({
  deviceId: deviceIdSchema,
  /** The device's P-256 private key, PKCS#8 PEM. */
  keyFile: z.string().min(1),
  driver: driverConfigSchema,
});

/** How failures of the ledger are retried, in milliseconds by the wall clock. */
const retrySchema = z
  .strictObject({
    firstMs: z.int().min(10).default(500),
    maxMs: z.int().min(10).default(30_000),
    /** While a device is suspended, and after refusals that nobody knows. */
    slowMs: z.int().min(10).default(15_000),
  })
  .default({ firstMs: 500, maxMs: 30_000, slowMs: 15_000 });

/** Where the local control interface listens, on this machine alone; 0 takes a free port. */
const controlSchema = z.strictObject({ port: z.int().min(0).max(65_535).default(0) }).default({ port: 0 });

/**
 * How the home's pseudonyms reach the ledger: through the community's peer, and endorsed by the community and a home that each
 * transaction draws.
 */
const tradersSchema = z.strictObject({
  ...fabricConnectionSchema.pick({ endpoint: true, tlsHostname: true, tlsRootCertFile: true }).shape,
  /** MSP id of the community. */
  community: mspIdSchema,
  /** MSP ids of all homes, in the community's order. */
  homes: z.array(mspIdSchema).min(1),
});

/** The agent's configuration file, JSON. Paths are absolute. */
export const agentConfigSchema = z
  .strictObject({
    homeId: homeIdSchema,
    /** Folder of the agent's own: queue, journal, status.json. */
    dataDir: z.string().min(1),
    fabric: fabricConnectionSchema,
    /** Folder of the home's secret keys, encrypted; the home's gateway reads them. */
    keysDir: z.string().min(1),
    /** Unlocks what is at rest where systemd gives no credential: 32 bytes that the owner alone may read. Made when absent. */
    atRestKeyFile: z.string().min(1),
    /** systemd's `$CREDENTIALS_DIRECTORY`. */
    credentialsDir: z.string().min(1).optional(),
    /** The community's mailbox; without it the home delegates nothing and takes no delegation. */
    channel: z
      .strictObject({
        url: z.url(),
        /** How often the mailbox is asked, wall-clock milliseconds: whether or not there is anything to say. */
        everyMs: z.int().min(50).max(3_600_000).default(5_000),
      })
      .optional(),
    /** The community's token account that the home pays into, for fees and for what it buys. */
    serviceAccountId: accountIdSchema.optional(),
    /** With it, the mailbox and the account above the home can trade; otherwise its rules run dry alone. */
    traders: tradersSchema.optional(),
    control: controlSchema,
    /** Where alarms are handed on to. */
    mqtt: mqttConfigSchema.optional(),
    /** Length of a window, ledger seconds. */
    windowSeconds: z.int().min(60).max(86_400).default(21_600),
    /** Length of an interval, ledger seconds. */
    stepSeconds: z.int().min(60).max(86_400).default(3600),
    /** How long after its end a window still waits for samples, ledger seconds. */
    latenessSeconds: z.int().min(0).max(86_400).default(60),
    retry: retrySchema,
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    devices: z.array(deviceConfigSchema).min(1).max(50),
  })
  .refine((config) => 86_400 % config.stepSeconds === 0, 'stepSeconds must divide a day')
  .refine((config) => config.windowSeconds % config.stepSeconds === 0, 'a window is a whole number of steps')
  .refine(
    (config) => new Set(config.devices.map((device) => device.deviceId)).size === config.devices.length,
    'every device is listed once',
  );
export type AgentConfig = z.infer<typeof agentConfigSchema>;
/** The same before defaults are filled in: what writes configuration files gives. */
export type AgentConfigInput = z.input<typeof agentConfigSchema>;
export type DeviceConfig = AgentConfig['devices'][number];

/**
 * Reads the configuration file; the environment's ACEQUIA_LOG_LEVEL overrides its logLevel, and systemd's
 * CREDENTIALS_DIRECTORY its credentialsDir.
 *
 * @throws CodedError CONFIG_UNREADABLE, InputError INPUT_INVALID.
 */
export async function loadConfig(
  file: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<AgentConfig> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new CodedError('CONFIG_UNREADABLE', `${file} cannot be read`, { cause });
  }
  const config = parseJsonWith(agentConfigSchema, text);
  const { ACEQUIA_LOG_LEVEL: logLevel, CREDENTIALS_DIRECTORY: credentialsDir } = environment;
  return {
    ...config,
    ...(logLevel === undefined ? {} : { logLevel: parseWith(agentConfigSchema.shape.logLevel, logLevel) }),
    ...(credentialsDir === undefined ? {} : { credentialsDir }),
  };
}
