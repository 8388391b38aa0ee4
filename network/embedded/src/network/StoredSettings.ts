import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { nextDefinitions } from '../definitions/nextDefinitions.js';
import type { StoredDefinition } from '../definitions/StoredDefinition.js';
import { chaincodeSettingsSchema, type EmbeddedSettings } from '../settings/embeddedSettings.js';
import { NetworkError } from './NetworkError.js';

const definitionsSchema = z.array(
  z.strictObject({ sequence: z.int().min(1), chaincode: chaincodeSettingsSchema }),
);

/** What is kept beside the ledger: the settings that its channel was made with, and the chaincode definitions. */
export class StoredSettings {
  readonly #dir: string;

  /** @param dir of the ledger */
  constructor(dir: string) {
    this.#dir = dir;
  }

  /** The ledger's file, in a folder that is there. */
  makeLedgerFile(): string {
    mkdirSync(this.#dir, { recursive: true });
    return join(this.#dir, 'ledger.sqlite');
  }

  /** Before block 0 is written. */
  writeChannel(settings: EmbeddedSettings): void {
    this.#write('channel.json', channelPart(settings));
  }

  /**
   * The channel's configuration is in block 0, and there are no updates of it: settings must say the same.
   *
   * @throws NetworkError `SETTINGS_CHANGED`, `SETTINGS_UNREADABLE`
   */
  requireSameChannel(settings: EmbeddedSettings): void {
    const stored = this.#read('channel.json', z.record(z.string(), z.unknown()));
    const wanted: Record<string, unknown> = channelPart(settings);
    const changed = Object.keys(wanted).filter((name) => !isDeepStrictEqual(stored[name], wanted[name]));
    if (changed.length === 0) return;
    throw new NetworkError(
      'SETTINGS_CHANGED',
      `${this.#dir} holds a channel made with other settings (${changed.join(', ')}): start with the same, or remove the folder`,
    );
  }

  /**
   * The definitions after a start with these settings: to be kept when they have proved good.
   *
   * @throws DefinitionError; NetworkError `SETTINGS_UNREADABLE`
   */
  nextDefinitions(settings: EmbeddedSettings): readonly StoredDefinition[] {
    const known = existsSync(join(this.#dir, 'definitions.json'));
    const stored = known ? this.#read('definitions.json', definitionsSchema) : [];
    return nextDefinitions(stored, settings.chaincodes);
  }

  writeDefinitions(definitions: readonly StoredDefinition[]): void {
    this.#write('definitions.json', definitions);
  }

  #read<Content>(name: string, schema: z.ZodType<Content>): Content {
    const file = join(this.#dir, name);
    try {
      return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch (error) {
      throw new NetworkError('SETTINGS_UNREADABLE', `${file} cannot be read`, { cause: error });
    }
  }

  /** A reader, or a crash, sees the old content or the new one. */
  #write(name: string, content: unknown): void {
    const file = join(this.#dir, name);
    writeFileSync(`${file}.unfinished`, `${JSON.stringify(content, null, 2)}\n`);
    renameSync(`${file}.unfinished`, file);
  }
}

/** What block 0 says. Where peers listen is only in its anchors, which nobody here uses. As JSON has it. */
function channelPart({
  channel,
  organisations,
  peerless,
  policies,
  acls,
  batch,
}: EmbeddedSettings): Record<string, unknown> {
  const members = organisations.map(({ mspId, domain, policies: own }) => ({ mspId, domain, policies: own }));
  // Left out where there are none: channels from before there could be any go on.
  const others = peerless.length === 0 ? {} : { peerless };
  return JSON.parse(
    JSON.stringify({ channel, organisations: members, ...others, policies, acls, batch }),
  ) as Record<string, unknown>;
}
