import {
  homeIdSchema,
  lotsSchema,
  parseJsonWith,
  resourceSchema,
  type MarketSubscription,
} from '@acequia/protocol';
import { z } from 'zod';
import type { CommunityBook } from '../delegation/CommunityBook.js';

const rowSchema = z.strictObject({ homeId: homeIdSchema, resources: z.string(), minLots: lotsSchema });
const resourcesSchema = z.array(resourceSchema);

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

  /** In place of what the home wanted before; without resources it wants to hear of nothing. */
  put(homeId: string, { resources, minLots }: MarketSubscription): void {
    const { database } = this.#book;
    if (resources.length === 0) {
      database.run('DELETE FROM marketSubscriptions WHERE homeId = ?', homeId);
      return;
    }
    database.run(
      'INSERT OR REPLACE INTO marketSubscriptions (homeId, resources, minLots) VALUES (?, ?, ?)',
      homeId,
      JSON.stringify(resources),
      minLots,
    );
  }

  list(): Subscriber[] {
    const sql = 'SELECT homeId, resources, minLots FROM marketSubscriptions ORDER BY homeId';
    return this.#book.database
      .all(rowSchema, sql)
      .map((row) => ({ ...row, resources: parseJsonWith(resourcesSchema, row.resources) }));
  }
}
