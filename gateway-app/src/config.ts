import { readFile } from 'node:fs/promises';
import {
  CodedError,
  fabricConnectionSchema,
  homeIdSchema,
  parseJsonWith,
  parseWith,
} from '@acequia/protocol';
import { z } from 'zod';

/** Sign-in comes later: until then nothing but this machine may reach the API. */
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'] as const;

const seconds = z.int().min(0).max(31_536_000);
const milliseconds = z.int().min(0).max(86_400_000);

/** When the community does what is due. Seconds are the ledger's, milliseconds the wall clock's. */
const communitySchema = z.strictObject({
  /** How long a day's statement waits for windows that have not come or are not decided. */
  statementWaitSeconds: seconds.default(86_400),
  /** How long a period that ended stays open for windows that have not come or are not decided. */
  closeWaitSeconds: seconds.default(3 * 86_400),
  /** Either waits at least this long: the way to the ledger takes real time, however fast the ledger's clock runs. */
  transitMs: milliseconds.default(15_000),
  /** How long a window waits for its payload, which peers may pass on late, before it is rejected. */
  payloadWaitMs: milliseconds.default(86_400_000),
  /** Closing a period that is due waits up to this long at random, so that not all who may close it do so at once. */
  closeDelayMs: milliseconds.default(2_000),
  /** Windows that come after a period's close are gathered this long before a note corrects the bill. */
  noteWaitSeconds: seconds.default(86_400),
  /** A device is silent when nothing of the last so many seconds before a statement's end has come from it. */
  silentAfterSeconds: seconds.default(86_400),
});

/** The configuration file of a gateway. Paths are absolute. */
export const gatewayConfigSchema = z
  .strictObject({
    /** The community's gateway decides, warns and bills; a home's shows that home what concerns it. */
    role: z.enum(['community', 'home']),
    homeId: homeIdSchema.optional(),
    /** Folder of the read model, the gateway's own documents and its journal. */
    dataDir: z.string().min(1),
    fabric: fabricConnectionSchema,
    api: z.strictObject({
      host: z.enum(LOOPBACK, 'must be a loopback address: 127.0.0.1, ::1 or localhost').default('127.0.0.1'),
      /** 0 takes a free port. */
      port: z.int().min(0).max(65_535).default(0),
    }),
    logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    community: communitySchema.prefault({}),
  })
  .refine(
    (config) => (config.role === 'home') === (config.homeId !== undefined),
    'a home, and nobody else, names its home',
  );
export type GatewayConfig = z.infer<typeof gatewayConfigSchema>;
/** What a configuration file may leave out has a default. */
export type GatewayConfigFile = z.input<typeof gatewayConfigSchema>;

/**
 * Reads the configuration file; `ACEQUIA_LOG_LEVEL`, where it is set, goes before the file's level.
 *
 * @throws CodedError CONFIG_UNREADABLE, InputError INPUT_INVALID.
 */
export async function loadConfig(
  path: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<GatewayConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new CodedError('CONFIG_UNREADABLE', `the configuration ${path} cannot be read`, { cause });
  }
  const config = parseJsonWith(gatewayConfigSchema, text);
  const level = environment.ACEQUIA_LOG_LEVEL;
  if (level === undefined) return config;
  return { ...config, logLevel: parseWith(gatewayConfigSchema.shape.logLevel, level) };
}
