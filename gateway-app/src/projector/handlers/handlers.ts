import { billingHandlers } from './billingHandlers.js';
import { monitoringHandlers } from './monitoringHandlers.js';
import { privateHandlers } from './privateHandlers.js';
import { quotaHandlers } from './quotaHandlers.js';
import type { RecordHandler } from './RecordHandler.js';
import { registryHandlers } from './registryHandlers.js';
import { tokenHandlers } from './tokenHandlers.js';

const byType = (handlers: readonly RecordHandler[]): ReadonlyMap<string, RecordHandler> =>
  new Map(handlers.map((handler) => [handler.type, handler]));

/**
 * Handlers by the type of the records' keys. Records that only serve the chaincode (requests, indexes of homes, keys and
 * bills) have none.
 */
export const handlers = {
  public: byType([
    ...registryHandlers,
    ...quotaHandlers,
    ...monitoringHandlers,
    ...billingHandlers,
    ...tokenHandlers,
  ]),
  private: byType(privateHandlers),
} as const;
