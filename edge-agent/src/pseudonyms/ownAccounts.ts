import type { OwnAccounts } from '../trading/OwnAccounts.js';
import type { PseudonymEntry } from './pseudonymEntry.js';

/** The quota accounts that a home's pseudonyms name. */
export function ownAccounts(entries: readonly PseudonymEntry[]): OwnAccounts {
  const tickets = entries.flatMap(({ ticket }) => (ticket === undefined ? [] : [ticket.ticket]));
  return {
    bought: tickets.filter(({ side }) => side === 'buyer').map(({ quotaAccountId }) => quotaAccountId),
    used: new Set(tickets.map(({ quotaAccountId }) => quotaAccountId)),
  };
}
