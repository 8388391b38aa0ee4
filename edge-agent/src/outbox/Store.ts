import { canonicalJson, CodedError, type JsonValue } from '@acequia/protocol';
import type { AtRestCipher } from '@acequia/protocol/keystore';
import { ClassicLevel } from 'classic-level';
import type { z } from 'zod';

/** One change of the store: a value, or undefined to delete. */
export type Change = readonly [key: string, value: JsonValue | undefined];

/**
 * Records by key in a folder, ordered by key; values are encrypted, bound to their key. Every write is atomic and on the
 * disk when it returns.
 */
export class Store {
  readonly #db: ClassicLevel<string, Buffer>;
  readonly #cipher: AtRestCipher;

  constructor(folder: string, cipher: AtRestCipher) {
    this.#db = new ClassicLevel(folder, { valueEncoding: 'buffer' });
    this.#cipher = cipher;
  }

  /** @throws CodedError STORE_UNAVAILABLE when another process has it open or the disk does not take it. */
  async open(): Promise<void> {
    try {
      await this.#db.open();
    } catch (cause) {
      const text = 'the queue cannot be opened; is another agent running on this folder?';
      throw new CodedError('STORE_UNAVAILABLE', text, { cause });
    }
  }

  async close(): Promise<void> {
    await this.#db.close();
  }

  /** @throws CodedError AT_REST_BROKEN, STORE_DAMAGED when what is stored is not of the schema. */
  async get<S extends z.ZodType>(key: string, schema: S): Promise<z.output<S> | undefined> {
    const value = await this.#db.get(key);
    return value === undefined ? undefined : this.#parse(key, value, schema);
  }

  /**
   * The records whose keys start with the prefix, in order of key.
   *
   * @throws CodedError AT_REST_BROKEN, STORE_DAMAGED
   */
  async list<S extends z.ZodType>(
    prefix: string,
    schema: S,
    limit = -1,
  ): Promise<{ key: string; value: z.output<S> }[]> {
    const entries = await this.#db.iterator({ gte: prefix, lt: `${prefix}\uffff`, limit }).all();
    return entries.map(([key, value]) => ({ key, value: this.#parse(key, value, schema) }));
  }

  /** How many keys start with the prefix. */
  async count(prefix: string): Promise<number> {
    const keys = await this.#db.keys({ gte: prefix, lt: `${prefix}\uffff` }).all();
    return keys.length;
  }

  /** Makes all the changes or none. */
  async write(changes: readonly Change[]): Promise<void> {
    const operations = changes.map(([key, value]) =>
      value === undefined
        ? ({ type: 'del', key } as const)
        : ({ type: 'put', key, value: this.#seal(key, value) } as const),
    );
    await this.#db.batch(operations, { sync: true });
  }

  #seal(key: string, value: JsonValue): Buffer {
    return this.#cipher.seal(Buffer.from(canonicalJson(value), 'utf8'), key);
  }

  #parse<S extends z.ZodType>(key: string, sealed: Buffer, schema: S): z.output<S> {
    const value: unknown = JSON.parse(this.#cipher.open(sealed, key).toString('utf8'));
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    throw new CodedError('STORE_DAMAGED', `the record ${key} of the queue is not what this version wrote`);
  }
}
