import { readFile } from 'node:fs/promises';
import {
  accountIdSchema,
  amountSchema,
  CodedError,
  fabricConnectionSchema,
  homeIdSchema,
  longestHold,
  parseJsonWith,
  parseWith,
} from '@acequia/protocol';
import { z } from 'zod';
import { marketConfigSchema } from './market/marketConfigSchema.js';

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
  /** How long a home has to seal a window again, or to reveal its key, before it is rejected and estimated. */
  complaintWaitSeconds: seconds.default(86_400),
  /** How long a window waits for its extended dataset, and then for the answer to a complaint about it. */
  extendedWaitSeconds: seconds.default(3_600),
  /** Closing a period that is due waits up to this long at random, so that not all who may close it do so at once. */
  closeDelayMs: milliseconds.default(2_000),
  /** Windows that come after a period's close are gathered this long before a note corrects the bill. */
  noteWaitSeconds: seconds.default(86_400),
  /** How long after a period's close the keys of its windows are kept, so that a dispute can be opened. */
  disputeWaitSeconds: seconds.default(7 * 86_400),
  /** A device is silent when nothing of the last so many seconds before a statement's end has come from it. */
  silentAfterSeconds: seconds.default(86_400),
  /** Payments to a pseudonym are made at random times within so long: none then points to the home that asked. */
  fundingDelaySeconds: seconds.default(1_800),
  /** Accounts that pseudonyms buy into are gathered so long, before all homes are told anew which are theirs. */
  accountsWaitSeconds: seconds.default(3_600),
  /** How long after a period's end its pseudonyms can still dispute and send home what they were paid. */
  pseudonymGraceSeconds: seconds.default(45 * 86_400),
  /** Whether what homes deliver becomes lots of theirs, lot by lot; else the supplier pays for all of it. */
  surplusAsLots: z.boolean().default(false),
  /** A home whose token accounts hold less together gets an alarm, minor units; 0: none does. */
  minimumBalance: amountSchema.default('0'),
});

/** The mailbox's messages are sealed and of one length; homes beyond this machine reach it when it listens on their side. */
const channelSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  /** 0 takes a free port. */
  port: z.int().min(0).max(65_535).default(0),
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
    /** Folder of the keys: the community's own, or those that the home's agent keeps, which its gateway only reads. */
    keysDir: z.string().min(1),
    /** File of 32 bytes that unlocks keys and databases: made when it is not there, and its owner's alone. */
    atRestKeyFile: z.string().min(1),
    /** Folder of systemd's credentials, which go before the file; from the environment. */
    credentialsDir: z.string().min(1).optional(),
    /** Of the community: where the mailbox of the auxiliary channel listens; it is left out without this. */
    channel: channelSchema.optional(),
    /** Of the community: the token account that escrow of delegations is deposited to. */
    serviceAccountId: accountIdSchema.optional(),
    /** Of the community: certificate and key (PEM) of the authority of TradersMSP; without it nobody trades under a pseudonym. */
    registrar: z.strictObject({ certFile: z.string().min(1), keyFile: z.string().min(1) }).optional(),
    api: z.strictObject({
      host: z.enum(LOOPBACK, 'must be a loopback address: 127.0.0.1, ::1 or localhost').default('127.0.0.1'),
      /** 0 takes a free port. */
      port: z.int().min(0).max(65_535).default(0),
    }),
    logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    community: communitySchema.prefault({}),
    /** Of the community: the terms under which quota is traded, by resource. */
    market: marketConfigSchema.default({}),
  })
  .refine(
    (config) => (config.role === 'home') === (config.homeId !== undefined),
    'a home, and nobody else, names its home',
  )
  .refine(
    ({ market, community }) =>
      Object.values(market).every(
        (terms) => terms === undefined || terms.claimSeconds > community.closeWaitSeconds,
      ),
    'claimSeconds must be longer than closeWaitSeconds: a breach shows only when the period is closed',
  )
  .refine(
    ({ market, community }) =>
      Object.values(market).every(
        (terms) => terms === undefined || longestHold(terms) < community.pseudonymGraceSeconds,
      ),
    'pseudonymGraceSeconds must be longer than a claim, its dispute and its decision take: a seller could not have its money else',
  );
export type GatewayConfig = z.infer<typeof gatewayConfigSchema>;
/** What a configuration file may leave out has a default. */
export type GatewayConfigFile = z.input<typeof gatewayConfigSchema>;

/**
 * Reads the configuration file; `ACEQUIA_LOG_LEVEL`, where it is set, goes before the file's level, and systemd's
 * `CREDENTIALS_DIRECTORY` before the file's.
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
  const config = withCredentials(parseJsonWith(gatewayConfigSchema, text), environment.CREDENTIALS_DIRECTORY);
  const level = environment.ACEQUIA_LOG_LEVEL;
  if (level === undefined) return config;
  return { ...config, logLevel: parseWith(gatewayConfigSchema.shape.logLevel, level) };
}

function withCredentials(config: GatewayConfig, credentialsDir: string | undefined): GatewayConfig {
  return credentialsDir === undefined ? config : { ...config, credentialsDir };
}
