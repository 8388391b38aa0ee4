import type { LedgerErrorDetail } from './LedgerError.js';

/** By these statuses an orderer says that the transaction, not the moment, is wrong: its writer has no right, say. */
const REFUSAL =
  /^received unsuccessful response from orderer: status=(?:FORBIDDEN|BAD_REQUEST|REQUEST_ENTITY_TOO_LARGE),/;

/**
 * Whether all orderers that answered refused the transaction itself. The Gateway reports that as UNAVAILABLE with each
 * orderer's words under BFT, and as ABORTED with the words alone under Raft; either looks like an outage by its status.
 */
export function orderersRefused(details: readonly LedgerErrorDetail[], words: string): boolean {
  const messages = details.length === 0 ? [words] : details.map(({ message }) => message);
  return messages.every((message) => REFUSAL.test(message));
}
