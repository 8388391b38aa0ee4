import { hashCanonical, type JsonValue } from '@acequia/protocol';
import { z } from 'zod';
import type { Database } from './Database.js';

/** Hashes of a read model's content: equal for two read models of the same blocks, however they came about. */
export interface ReadModelDigest {
  /** The last block that is in; -1 for none. */
  readonly block: number;
  /** SHA-256 over the tables' hashes. */
  readonly digest: string;
  /** SHA-256 of every table's rows in the order of their primary keys. */
  readonly tables: Readonly<Record<string, string>>;
}

const tableSchema = z.strictObject({ name: z.string() });
const columnSchema = z.looseObject({ name: z.string(), pk: z.int() });
const blockSchema = z.strictObject({ block: z.int() });

/** Not content: which private data is still awaited depends on when it was asked for. */
const WORKING_TABLES = new Set(['privateGaps']);

/** Dumps a read model canonically, table by table, and hashes it. */
export function digestReadModel(database: Database): ReadModelDigest {
  const names = database
    .all(
      tableSchema,
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .map(({ name }) => name)
    .filter((name) => !WORKING_TABLES.has(name));
  const tables: Record<string, string> = {};
  for (const name of names) tables[name] = digestTable(database, name);
  const last = database.get(blockSchema, 'SELECT coalesce(max(number), -1) AS block FROM blocks');
  return { block: last?.block ?? -1, digest: hashCanonical(tables), tables };
}

function digestTable(database: Database, name: string): string {
  const keys = database
    .all(columnSchema, `SELECT * FROM pragma_table_info('${name}')`)
    .filter((column) => column.pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map((column) => `"${column.name}"`);
  const rows = database.rows(`SELECT * FROM "${name}" ORDER BY ${keys.join(', ')}`);
  return hashCanonical(rows as JsonValue);
}
