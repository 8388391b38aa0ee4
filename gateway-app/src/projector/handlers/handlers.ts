import { billingHandlers } from './billingHandlers.js';
import { keyHandlers } from './keyHandlers.js';
import { marketHandlers } from './marketHandlers.js';
import { monitoringHandlers } from './monitoringHandlers.js';
import { noticeHandlers } from './noticeHandlers.js';
import { privateHandlers } from './privateHandlers.js';
import { quotaHandlers } from './quotaHandlers.js';
import type { RecordHandler } from './RecordHandler.js';
import { registryHandlers } from './registryHandlers.js';
import { tokenHandlers } from './tokenHandlers.js';

const byType = (handlers: readonly RecordHandler[]): ReadonlyMap<string, RecordHandler> =>
  new Map(handlers.map((handler) => [handler.type, handler]));

/**
 * Handlers by the type of the records' keys. Records that only serve the chaincode (requests, indexes of homes, keys,
 * bills, auctions and commitments) have none, nor has `essential`: what is sealed comes with the request, also where state never held it.
 */
export const handlers = {
  public: byType([
    ...registryHandlers,
    ...quotaHandlers,
    ...keyHandlers,
    ...monitoringHandlers,
    ...noticeHandlers,
    ...billingHandlers,
    ...tokenHandlers,
    ...marketHandlers,
  ]),
  private: byType(privateHandlers),
} as const;
