/**
 * The tables of the community's own book, which nothing on the ledger could bring back: mail that waits, delegations and what
 * homes have on account for them, alarms, and what the market needs to know of homes. They are in one file, so that a message and all that follows from it are written
 * in one transaction. `at` columns are ledger seconds, `…Ms` wall-clock milliseconds, amounts decimal strings.
 */
export const BOOK_SCHEMA = `
CREATE TABLE IF NOT EXISTS mail (
  cursor INTEGER PRIMARY KEY, recipient TEXT NOT NULL, sender TEXT NOT NULL, sealed TEXT NOT NULL,
  postedAtMs INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS mailByRecipient ON mail (recipient, cursor);
CREATE TABLE IF NOT EXISTS lastMail (id INTEGER PRIMARY KEY CHECK (id = 1), cursor INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS inbox (messageId TEXT PRIMARY KEY, receivedAtMs INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS outgoing (
  position INTEGER PRIMARY KEY, messageId TEXT NOT NULL, recipient TEXT NOT NULL, body TEXT NOT NULL,
  sentAtMs INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS delegations (
  delegationId TEXT PRIMARY KEY, terms TEXT NOT NULL, termsHash TEXT NOT NULL, publicKey TEXT NOT NULL, state TEXT NOT NULL,
  askedAt INTEGER NOT NULL, escrow TEXT NOT NULL, endedAt INTEGER, outcome TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS acceptances (
  delegationId TEXT NOT NULL, homeId TEXT NOT NULL, termsHash TEXT NOT NULL, publicKey TEXT NOT NULL,
  PRIMARY KEY (delegationId, homeId)
) STRICT;
CREATE TABLE IF NOT EXISTS cancellations (
  delegationId TEXT NOT NULL, homeId TEXT NOT NULL, PRIMARY KEY (delegationId, homeId)
) STRICT;
CREATE TABLE IF NOT EXISTS paidSlots (
  delegationId TEXT NOT NULL, slot INTEGER NOT NULL, epoch INTEGER NOT NULL, PRIMARY KEY (delegationId, slot)
) STRICT;

CREATE TABLE IF NOT EXISTS movements (
  position INTEGER PRIMARY KEY, homeId TEXT NOT NULL, kind TEXT NOT NULL, amount TEXT NOT NULL,
  delegationId TEXT, at INTEGER NOT NULL, source TEXT NOT NULL UNIQUE, statementId TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS movementsByHome ON movements (homeId, position);
CREATE TABLE IF NOT EXISTS payments (
  position INTEGER PRIMARY KEY, requestId TEXT NOT NULL UNIQUE, homeId TEXT NOT NULL, accountId TEXT NOT NULL,
  amount TEXT NOT NULL, dueAt INTEGER NOT NULL, folded TEXT, state TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS pseudonyms (
  position INTEGER PRIMARY KEY, keyHash TEXT NOT NULL UNIQUE, homeId TEXT NOT NULL, auctionId TEXT NOT NULL,
  side TEXT NOT NULL, tokenAccountId TEXT NOT NULL UNIQUE, quotaAccountId TEXT NOT NULL, periodId TEXT NOT NULL,
  askedAt INTEGER NOT NULL, answer TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS pseudonymsByHome ON pseudonyms (homeId, periodId);
CREATE TABLE IF NOT EXISTS accountsTold (
  periodId TEXT NOT NULL, homeId TEXT NOT NULL, upTo INTEGER NOT NULL, PRIMARY KEY (periodId, homeId)
) STRICT;
CREATE TABLE IF NOT EXISTS marketSubscriptions (
  homeId TEXT PRIMARY KEY, resources TEXT NOT NULL, minLots INTEGER NOT NULL, askedAt INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS breaches (
  position INTEGER PRIMARY KEY, auctionId TEXT NOT NULL, tag TEXT NOT NULL, homeId TEXT NOT NULL, evidence TEXT NOT NULL,
  requestId TEXT NOT NULL, state TEXT NOT NULL, UNIQUE (auctionId, tag)
) STRICT;
CREATE TABLE IF NOT EXISTS places (name TEXT PRIMARY KEY, block INTEGER NOT NULL, position INTEGER NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS alarmStates (homeId TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS alarms (
  position INTEGER PRIMARY KEY, alarmId TEXT NOT NULL UNIQUE, homeId TEXT NOT NULL, document TEXT NOT NULL,
  batchId TEXT, sentAt INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS alarmCopies (
  alarmId TEXT NOT NULL, recipient TEXT NOT NULL, delegationId TEXT, openedAt INTEGER, PRIMARY KEY (alarmId, recipient)
) STRICT;
CREATE TABLE IF NOT EXISTS alarmBatches (
  position INTEGER PRIMARY KEY, batchId TEXT NOT NULL UNIQUE, requestId TEXT NOT NULL, slots TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;
`;
