/** Changes whenever the tables do; a file of another version is built anew from block 0. */
export const READ_MODEL_VERSION = 8;

/**
 * The read model's tables. Columns have the names of the records' members, so that the records' own schemas check the
 * rows. `block` and `position` say where in the ledger a row comes from, those of a window where it first came from: its
 * place in the queue does not change when it is sealed again. `sealedRecords` are those that could not be opened (yet), of
 * homes that this gateway may read. `powerHoldings` has what accounts held of power ever, by when: unlike amounts of a period, watts
 * are held at a time. `privateGaps` is not content: it lists private
 * data that this peer should hold and did not have yet when the block was projected.
 */
export const READ_MODEL_SCHEMA = `
CREATE TABLE blocks (
  number INTEGER PRIMARY KEY, hash TEXT NOT NULL, previousHash TEXT NOT NULL, dataHash TEXT NOT NULL,
  transactions INTEGER NOT NULL
) STRICT;
CREATE TABLE transactions (
  block INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, timeMs INTEGER NOT NULL,
  mspId TEXT, keyHash TEXT, validationCode TEXT NOT NULL, function TEXT, PRIMARY KEY (block, position)
) STRICT;
CREATE INDEX transactionsById ON transactions (id);

CREATE TABLE community (id INTEGER PRIMARY KEY CHECK (id = 1), document TEXT NOT NULL) STRICT;
CREATE TABLE parties (
  mspId TEXT NOT NULL, keyHash TEXT NOT NULL, role TEXT NOT NULL, homeId TEXT, status TEXT NOT NULL,
  PRIMARY KEY (mspId, keyHash)
) STRICT;
CREATE TABLE homes (
  homeId TEXT PRIMARY KEY, mspId TEXT NOT NULL, collection TEXT NOT NULL, status TEXT NOT NULL,
  block INTEGER NOT NULL, position INTEGER NOT NULL,
  changedBlock INTEGER NOT NULL, changedPosition INTEGER NOT NULL
) STRICT;
CREATE TABLE devices (
  deviceId TEXT PRIMARY KEY, homeId TEXT NOT NULL, kind TEXT NOT NULL, resource TEXT NOT NULL, flow TEXT, publicKey TEXT NOT NULL,
  calibrationPpm INTEGER NOT NULL, trust TEXT NOT NULL, maxPerHour INTEGER NOT NULL, status TEXT NOT NULL,
  replaces TEXT, enrolledAt INTEGER NOT NULL, replacedAt INTEGER
) STRICT;
CREATE INDEX devicesByHome ON devices (homeId, resource);

CREATE TABLE periods (periodId TEXT PRIMARY KEY, start INTEGER NOT NULL, "end" INTEGER NOT NULL) STRICT;
CREATE TABLE contracts (
  periodId TEXT NOT NULL, resource TEXT NOT NULL, lotSize TEXT NOT NULL, lots INTEGER NOT NULL,
  PRIMARY KEY (periodId, resource)
) STRICT;
CREATE TABLE holdings (
  periodId TEXT NOT NULL, resource TEXT NOT NULL, accountId TEXT NOT NULL, lots INTEGER NOT NULL,
  PRIMARY KEY (periodId, resource, accountId)
) STRICT;
CREATE TABLE powerHoldings (
  periodId TEXT NOT NULL, resource TEXT NOT NULL, accountId TEXT NOT NULL, lots INTEGER NOT NULL,
  block INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (periodId, resource, accountId, block, position)
) STRICT;
CREATE TABLE periodsClosed (
  periodId TEXT PRIMARY KEY, closedAt INTEGER NOT NULL, block INTEGER NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE TABLE producedLots (
  periodId TEXT NOT NULL, accountId TEXT NOT NULL, before INTEGER NOT NULL, lots INTEGER NOT NULL,
  evidenceHash TEXT NOT NULL, addedAt INTEGER NOT NULL, PRIMARY KEY (periodId, accountId, before)
) STRICT;
CREATE TABLE quotaAccounts (
  homeId TEXT NOT NULL, accountId TEXT NOT NULL, coins TEXT NOT NULL, salt TEXT NOT NULL,
  block INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (homeId, block, position)
) STRICT;

CREATE TABLE operationKeys (
  owner TEXT NOT NULL, version INTEGER NOT NULL, publicKey TEXT NOT NULL, periodId TEXT, publishedAt INTEGER NOT NULL,
  destroyedAt INTEGER, PRIMARY KEY (owner, version)
) STRICT;
CREATE TABLE epochs (
  homeId TEXT NOT NULL, epoch INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  communityKeyVersion INTEGER NOT NULL, document TEXT NOT NULL, notes TEXT, notesFault TEXT, revokedAt INTEGER,
  block INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (homeId, epoch)
) STRICT;
CREATE INDEX epochsByKey ON epochs (communityKeyVersion, "end");

CREATE TABLE windows (
  deviceId TEXT NOT NULL, sequence INTEGER NOT NULL, homeId TEXT NOT NULL, resource TEXT NOT NULL,
  epoch INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, salt TEXT NOT NULL,
  commitment TEXT NOT NULL, essentialHash TEXT NOT NULL, extendedHash TEXT NOT NULL, signature TEXT NOT NULL,
  submittedAt INTEGER NOT NULL, block INTEGER NOT NULL, position INTEGER NOT NULL,
  revision INTEGER NOT NULL, revisionBlock INTEGER NOT NULL, revisionPosition INTEGER NOT NULL,
  payload TEXT NOT NULL, fault TEXT, previousHash TEXT, readingsSignature TEXT,
  extended TEXT NOT NULL, extendedFault TEXT, purgedAt INTEGER,
  complaint TEXT, complaintRevision INTEGER, complainedAt INTEGER, firstComplainedAt INTEGER,
  verdict TEXT, code TEXT, periodId TEXT, decidedAt INTEGER, afterClose INTEGER,
  decisionBlock INTEGER, decisionPosition INTEGER,
  PRIMARY KEY (deviceId, sequence)
) STRICT;
CREATE INDEX windowsByEpoch ON windows (homeId, epoch);
CREATE INDEX windowsSealed ON windows (homeId) WHERE payload = 'sealed';
CREATE TABLE sealedRecords (
  deviceId TEXT NOT NULL, sequence INTEGER NOT NULL, dataset TEXT NOT NULL, record TEXT NOT NULL,
  PRIMARY KEY (deviceId, sequence, dataset)
) STRICT;
CREATE TABLE reveals (
  deviceId TEXT NOT NULL, sequence INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (deviceId, sequence)
) STRICT;
CREATE TABLE retentions (homeId TEXT PRIMARY KEY, keepLast INTEGER NOT NULL) STRICT;
CREATE INDEX windowsByHome ON windows (homeId, resource, start);
CREATE INDEX windowsUndecided ON windows (homeId) WHERE verdict IS NULL;
CREATE TABLE intervals (
  deviceId TEXT NOT NULL, sequence INTEGER NOT NULL, position INTEGER NOT NULL, homeId TEXT NOT NULL,
  resource TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, quality TEXT NOT NULL,
  "from" INTEGER, "to" INTEGER, amount INTEGER, meanW INTEGER, maxW INTEGER,
  PRIMARY KEY (deviceId, sequence, position)
) STRICT;
CREATE INDEX intervalsByHome ON intervals (homeId, start);
CREATE TABLE extendedValues (
  deviceId TEXT NOT NULL, sequence INTEGER NOT NULL, position INTEGER NOT NULL, homeId TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, document TEXT NOT NULL,
  PRIMARY KEY (deviceId, sequence, position)
) STRICT;
CREATE INDEX extendedByHome ON extendedValues (homeId, start);
CREATE TABLE statements (
  homeId TEXT NOT NULL, statementId TEXT NOT NULL, document TEXT NOT NULL,
  block INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (homeId, statementId)
) STRICT;

CREATE TABLE tariffs (
  tariffId TEXT PRIMARY KEY, validFrom INTEGER NOT NULL, document TEXT NOT NULL,
  block INTEGER NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE TABLE bills (
  number TEXT PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, homeId TEXT NOT NULL, periodId TEXT NOT NULL,
  commitment TEXT NOT NULL, corrects TEXT, issuedAt INTEGER NOT NULL,
  block INTEGER NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE INDEX billsByHome ON bills (homeId, periodId);
CREATE TABLE billDocuments (
  number TEXT NOT NULL, status TEXT NOT NULL, document TEXT NOT NULL,
  block INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (number, status)
) STRICT;

CREATE TABLE alarmBatches (
  day TEXT NOT NULL, batchId TEXT NOT NULL, sentAt INTEGER NOT NULL, document TEXT NOT NULL,
  block INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (day, batchId)
) STRICT;
CREATE TABLE disputes (
  disputeId TEXT PRIMARY KEY, homeId TEXT NOT NULL, status TEXT NOT NULL, openedAt INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE TABLE disclosures (
  disputeId TEXT NOT NULL, deviceId TEXT NOT NULL, sequence INTEGER NOT NULL, disclosedAt INTEGER NOT NULL,
  disclosedBy TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (disputeId, deviceId, sequence, disclosedBy)
) STRICT;

CREATE TABLE tokenRecords (
  type TEXT NOT NULL, key TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (type, key)
) STRICT;
CREATE TABLE credits (
  creditId TEXT NOT NULL, accountId TEXT NOT NULL, amount TEXT NOT NULL,
  block INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (accountId, creditId)
) STRICT;
CREATE INDEX creditsByAccount ON credits (accountId, block, position);

CREATE TABLE markets (
  periodId TEXT NOT NULL, resource TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (periodId, resource)
) STRICT;
CREATE TABLE auctions (
  auctionId TEXT PRIMARY KEY, periodId TEXT NOT NULL, resource TEXT NOT NULL, document TEXT NOT NULL,
  biddingClosedAt INTEGER, revealsClosedAt INTEGER, maxPrice TEXT, settlement TEXT,
  block INTEGER NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE INDEX auctionsByMarket ON auctions (periodId, resource, block, position);
CREATE INDEX auctionsByPlace ON auctions (block, position);
CREATE INDEX auctionsUnsettled ON auctions (periodId) WHERE settlement IS NULL;
CREATE TABLE bids (
  auctionId TEXT NOT NULL, tag TEXT NOT NULL, document TEXT NOT NULL, reveal TEXT, PRIMARY KEY (auctionId, tag)
) STRICT;
CREATE TABLE deliveries (
  auctionId TEXT NOT NULL, tag TEXT NOT NULL, document TEXT NOT NULL, claim TEXT, dispute TEXT, decision TEXT,
  "release" TEXT, block INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (auctionId, tag)
) STRICT;
CREATE INDEX deliveriesHeld ON deliveries (auctionId) WHERE "release" IS NULL;
CREATE TABLE trades (
  periodId TEXT NOT NULL, resource TEXT NOT NULL, auctionId TEXT NOT NULL, tag TEXT NOT NULL, document TEXT NOT NULL,
  block INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (periodId, resource, auctionId, tag)
) STRICT;

CREATE TABLE privateGaps (
  block INTEGER NOT NULL, position INTEGER NOT NULL, homeId TEXT NOT NULL, PRIMARY KEY (block, position, homeId)
) STRICT;
`;
