import { z } from 'zod';
import { BillingQueries } from './queries/BillingQueries.js';
import { KeyQueries } from './queries/KeyQueries.js';
import { LedgerQueries } from './queries/LedgerQueries.js';
import { MarketQueries } from './queries/MarketQueries.js';
import { MonitoringQueries } from './queries/MonitoringQueries.js';
import { NoticeQueries } from './queries/NoticeQueries.js';
import { QuotaQueries } from './queries/QuotaQueries.js';
import { ReadingQueries } from './queries/ReadingQueries.js';
import { RegistryQueries } from './queries/RegistryQueries.js';
import { TokenQueries } from './queries/TokenQueries.js';
import { Database, type DatabaseOptions } from './Database.js';
import { READ_MODEL_SCHEMA, READ_MODEL_VERSION } from './schema.js';

const versionSchema = z.strictObject({ user_version: z.int() });

/** What the projector built from the blocks, and the questions that it answers. */
export class ReadModel {
  readonly database: Database;
  readonly ledger: LedgerQueries;
  readonly registry: RegistryQueries;
  readonly quota: QuotaQueries;
  readonly monitoring: MonitoringQueries;
  readonly readings: ReadingQueries;
  readonly billing: BillingQueries;
  readonly keys: KeyQueries;
  readonly notices: NoticeQueries;
  readonly token: TokenQueries;
  readonly market: MarketQueries;

  private constructor(database: Database) {
    this.database = database;
    this.ledger = new LedgerQueries(database);
    this.registry = new RegistryQueries(database);
    this.quota = new QuotaQueries(database);
    this.monitoring = new MonitoringQueries(database);
    this.readings = new ReadingQueries(database);
    this.billing = new BillingQueries(database);
    this.keys = new KeyQueries(database);
    this.notices = new NoticeQueries(database);
    this.token = new TokenQueries(database);
    this.market = new MarketQueries(database);
  }

  /**
   * Opens a read model, an empty one where there is none. One of another version of this program is emptied: blocks are
   * its only source, and the projector reads them again.
   */
  static open(path: string, options: DatabaseOptions = {}): ReadModel {
    return ReadModel.on(Database.open(path, options));
  }

  /** As {@link open}, in a database that is open already. */
  static on(database: Database): ReadModel {
    const version = database.get(versionSchema, 'PRAGMA user_version')?.user_version;
    if (version !== READ_MODEL_VERSION)
      database.transaction(() => {
        prepare(database);
      });
    return new ReadModel(database);
  }

  close(): void {
    this.database.close();
  }
}

const tableSchema = z.strictObject({ name: z.string() });

function prepare(database: Database): void {
  const tables = database.all(
    tableSchema,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  for (const { name } of tables) database.script(`DROP TABLE "${name}"`);
  database.script(READ_MODEL_SCHEMA);
  database.script(`PRAGMA user_version = ${READ_MODEL_VERSION}`);
}
