import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  collectionSettingsSchema,
  embeddedSettingsSchema,
  type EmbeddedSettings,
} from '../settings/embeddedSettings.js';
import { messageOf } from '../messageOf.js';
import { ArgumentError } from './ArgumentError.js';
import { byChaincode } from './byChaincode.js';
import { readChaincodeServers } from './readChaincodeServers.js';

/** What the program is to do. */
export type Command = { readonly kind: 'help' } | RunCommand;

export interface RunCommand {
  readonly kind: 'run';
  /** Where identities lie; absolute. */
  readonly dir: string;
  /** Where the ledger lies; absolute. */
  readonly dataDir: string;
  readonly settings: EmbeddedSettings;
}

const options = {
  help: { type: 'boolean' },
  dir: { type: 'string' },
  data: { type: 'string' },
  config: { type: 'string' },
  channel: { type: 'string' },
  org: { type: 'string', multiple: true },
  chaincode: { type: 'string', multiple: true },
  policy: { type: 'string', multiple: true },
  collections: { type: 'string', multiple: true },
  users: { type: 'string' },
  'batch-timeout': { type: 'string' },
  'commit-delay': { type: 'string' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** @param args without Node and the script. @throws ArgumentError */
export function parseArguments(args: readonly string[]): Command {
  const values = valuesOf(args);
  if (values.help === true) return { kind: 'help' };
  if (values.dir === undefined)
    throw new ArgumentError('--dir is missing: where shall identities and ledger lie?');
  const dir = resolve(values.dir);
  const dataDir = values.data === undefined ? join(dir, 'data') : resolve(values.data);
  return { kind: 'run', dir, dataDir, settings: settingsOf(values) };
}

function valuesOf(args: readonly string[]): Values {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new ArgumentError(messageOf(error));
  }
}

function settingsOf(values: Values): EmbeddedSettings {
  const given = values.config === undefined ? fromOptions(values) : fromFile(values.config, values);
  const result = embeddedSettingsSchema.safeParse(given);
  if (result.success) return result.data;
  throw new ArgumentError(z.prettifyError(result.error));
}

/** @throws ArgumentError too for options that the file would silently outweigh */
function fromFile(file: string, values: Values): unknown {
  const beside = Object.keys(values).find((name) => !['config', 'dir', 'data'].includes(name));
  if (beside !== undefined) throw new ArgumentError(`--${beside}: --config says it; give one of them`);
  return readJson(file);
}

function fromOptions(values: Values): unknown {
  const { org = [], chaincode = [] } = values;
  const servers = readChaincodeServers(chaincode);
  if (org.length === 0) throw new ArgumentError('--org is missing: name at least one organisation');
  const users = values.users === undefined ? {} : { users: numberOf('--users', values.users) };
  const names = servers.map(({ name }) => name);
  const policies = byChaincode('--policy', names, values.policy, (text) => text);
  const collections = byChaincode('--collections', names, values.collections, readCollections);
  const timeout = values['batch-timeout'];
  return {
    channel: values.channel ?? 'mychannel',
    organisations: org.map((text) => ({ ...organisationOf(text), ...users })),
    chaincodes: servers.map((server) => {
      const policy = policies.get(server.name);
      const own = collections.get(server.name);
      return {
        ...server,
        ...(policy === undefined ? {} : { policy }),
        ...(own === undefined ? {} : { collections: own }),
      };
    }),
    ...(timeout === undefined ? {} : { batch: { timeoutMs: numberOf('--batch-timeout', timeout) } }),
    ...delayOf(values['commit-delay']),
  };
}

function organisationOf(text: string): { mspId: string; domain: string; port: number } {
  const [mspId = '', domain = '', port = '', ...rest] = text.split(':');
  if (mspId === '' || domain === '' || port === '' || rest.length > 0) {
    throw new ArgumentError(`--org ${text}: give MSPID:DOMAIN:PORT, such as Org1MSP:org1.example.com:7051`);
  }
  return { mspId, domain, port: numberOf('--org', port) };
}

function delayOf(text: string | undefined): object {
  if (text === undefined) return {};
  const [ms = '', seed = '1'] = text.split(':');
  return {
    commitDelay: { maxMs: numberOf('--commit-delay', ms), seed: numberOf('--commit-delay', seed) },
  };
}

function numberOf(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ArgumentError(`${option}: ${text} is not a whole number`);
}

function readCollections(file: string): unknown {
  const result = z.array(collectionSettingsSchema).safeParse(readJson(file));
  if (result.success) return result.data;
  throw new ArgumentError(`${file}: ${z.prettifyError(result.error)}`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw new ArgumentError(`${file}: ${messageOf(error)}`);
  }
}
