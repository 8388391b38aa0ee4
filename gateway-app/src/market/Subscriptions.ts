import {
  homeIdSchema,
  lotsSchema,
  parseJsonWith,
  quotaResourceSchema,
  timestampSchema,
  type MarketSubscription,
} from '@acequia/protocol';
import { z } from 'zod';
import type { CommunityBook } from '../delegation/CommunityBook.js';

const rowSchema = z.strictObject({
  homeId: homeIdSchema,
  resources: z.string(),
  minLots: lotsSchema,
  askedAt: timestampSchema,
});
const resourcesSchema = z.array(quotaResourceSchema);

/** A home that wants to hear of auctions. */
export interface Subscriber extends MarketSubscription {
  readonly homeId: string;
}

/** The book's table of who wants to hear of which auctions. Changes belong into a transaction of the caller's. */
export class Subscriptions {
  readonly #book: CommunityBook;

  constructor(book: CommunityBook) {
    this.#book = book;
  }

  /** In place of what the home wanted before; what it asked for earlier, and comes later, changes nothing. */
  put(homeId: string, { resources, minLots, askedAt }: MarketSubscription): void {
    this.#book.database.run(
      `INSERT INTO marketSubscriptions (homeId, resources, minLots, askedAt) VALUES (?, ?, ?, ?)
        ON CONFLICT (homeId) DO UPDATE SET resources = excluded.resources, minLots = excluded.minLots,
          askedAt = excluded.askedAt WHERE excluded.askedAt > askedAt`,
      homeId,
      JSON.stringify(resources),
      minLots,
      askedAt,
    );
  }

  list(): Subscriber[] {
    const sql = 'SELECT homeId, resources, minLots, askedAt FROM marketSubscriptions ORDER BY homeId';
    return this.#book.database
      .all(rowSchema, sql)
      .map((row) => ({ ...row, resources: parseJsonWith(resourcesSchema, row.resources) }));
  }
}
