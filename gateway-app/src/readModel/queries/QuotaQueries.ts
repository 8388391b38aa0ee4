import {
  contractSchema,
  holdingSchema,
  parseJsonWith,
  periodRecordSchema,
  timestampSchema,
  type Contract,
  type Holding,
  type QuotaResource,
} from '@acequia/protocol';
import { z } from 'zod';
import type { Database } from '../Database.js';

const periodRowSchema = z.strictObject({
  ...periodRecordSchema.omit({ contracts: true }).shape,
  closedAt: timestampSchema.optional(),
  /** Where in the ledger it was closed. */
  closedBlock: z.int().optional(),
  closedPosition: z.int().optional(),
});

/** A period with its contracts and, once closed, when and where in the ledger. */
export type PeriodView = z.infer<typeof periodRowSchema> & { readonly contracts: readonly Contract[] };

const assignedSchema = z.strictObject({ accountId: z.string(), coins: z.string() });
const accountSchema = assignedSchema.extend({ isLate: z.int() });
const producedSchema = holdingSchema.pick({ accountId: true, lots: true });
const powerHoldingSchema = z.strictObject({
  ...holdingSchema.pick({ accountId: true, lots: true }).shape,
  timeMs: z.int(),
  isOpening: z.int().min(0).max(1),
});
/** What an account held of power from a transaction on; `timeMs` is its wall-clock time, `isOpening` whether it opened the period. */
export type PowerHolding = z.infer<typeof powerHoldingSchema>;
const lotsSchema = holdingSchema.pick({ lots: true });
const coinsSchema = z.array(z.string());

const SELECT = `SELECT periods.*, closedAt, block AS closedBlock, position AS closedPosition
  FROM periods LEFT JOIN periodsClosed USING (periodId)`;

/** Periods, contracts and who holds what. */
export class QuotaQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** All periods, the earliest first. */
  periods(): PeriodView[] {
    return this.#database
      .all(periodRowSchema, `${SELECT} ORDER BY start`)
      .map((row) => this.#withContracts(row));
  }

  period(periodId: string): PeriodView | undefined {
    const row = this.#database.get(periodRowSchema, `${SELECT} WHERE periodId = ?`, periodId);
    return row === undefined ? undefined : this.#withContracts(row);
  }

  /** The period that a ledger time lies in; otherwise the last that started before it, if any. */
  periodAt(time: number): PeriodView | undefined {
    const row = this.#database.get(
      periodRowSchema,
      `${SELECT} WHERE start <= ? ORDER BY start DESC LIMIT 1`,
      time,
    );
    return row === undefined ? undefined : this.#withContracts(row);
  }

  holdings(periodId: string): Holding[] {
    return this.#database.all(
      holdingSchema,
      'SELECT accountId, resource, lots FROM holdings WHERE periodId = ? ORDER BY resource, accountId',
      periodId,
    );
  }

  /** Lots that one account holds of a resource in a period; undefined where it never held any. */
  heldLots(periodId: string, resource: QuotaResource, accountId: string): number | undefined {
    const sql = 'SELECT lots FROM holdings WHERE periodId = ? AND resource = ? AND accountId = ?';
    return this.#database.get(lotsSchema, sql, periodId, resource, accountId)?.lots;
  }

  /** All that accounts have held of power in a period, in the order of the ledger. */
  powerHoldings(periodId: string, resource: QuotaResource): PowerHolding[] {
    return this.#database.all(
      powerHoldingSchema,
      `SELECT accountId, lots, timeMs, t.function IS 'quota:openPeriod' AS isOpening
        FROM powerHoldings JOIN transactions t USING (block, position)
        WHERE periodId = ? AND resource = ? ORDER BY block, position, accountId`,
      periodId,
      resource,
    );
  }

  /** Lots of energy that these accounts got in a period for what their home delivered. */
  producedLots(periodId: string, accountIds: readonly string[]): number {
    return this.#database
      .all(producedSchema, 'SELECT accountId, lots FROM producedLots WHERE periodId = ?', periodId)
      .filter(({ accountId }) => accountIds.includes(accountId))
      .reduce((sum, { lots }) => sum + lots, 0);
  }

  /**
   * The accounts that hold a home's quota in a period, the main one first: private, known to that home and the community. They
   * are the newest that were assigned before the period's close, so that later ones change no bill; else the first assigned
   * behind it; none while none are.
   */
  quotaAccounts(homeId: string, { closedBlock, closedPosition }: PeriodView): readonly string[] {
    const row = this.#database.get(
      accountSchema,
      `SELECT accountId, coins, (block, position) > (?, ?) AS isLate FROM quotaAccounts WHERE homeId = ?
        ORDER BY isLate, CASE WHEN isLate THEN block ELSE -block END,
          CASE WHEN isLate THEN position ELSE -position END LIMIT 1`,
      closedBlock ?? Number.MAX_SAFE_INTEGER,
      closedPosition ?? 0,
      homeId,
    );
    return row === undefined ? [] : accountsOf(row);
  }

  /**
   * All accounts that a home's power was ever held on: beside {@link quotaAccounts} those that were its own by an assignment before the
   * period's close. Of power what was held at the time counts, also on an account that was given up since.
   */
  powerAccounts(homeId: string, period: PeriodView): readonly string[] {
    const { closedBlock = Number.MAX_SAFE_INTEGER, closedPosition = 0 } = period;
    const rows = this.#database.all(
      assignedSchema,
      'SELECT accountId, coins FROM quotaAccounts WHERE homeId = ? AND (block, position) <= (?, ?)',
      homeId,
      closedBlock,
      closedPosition,
    );
    return [...new Set([...this.quotaAccounts(homeId, period), ...rows.flatMap(accountsOf)])];
  }

  #withContracts(row: z.infer<typeof periodRowSchema>): PeriodView {
    const contracts = this.#database.all(
      contractSchema,
      'SELECT resource, lotSize, lots FROM contracts WHERE periodId = ? ORDER BY resource',
      row.periodId,
    );
    return { ...row, contracts };
  }
}

/** The main one first. */
function accountsOf({ accountId, coins }: z.infer<typeof assignedSchema>): string[] {
  return [accountId, ...parseJsonWith(coinsSchema, coins)];
}
