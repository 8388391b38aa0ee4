// What the acceptance suite needs to hold the state on a real peer to the same cases as the one in memory, the bench to write its
// own contract, the audit of all records and the random play of the market to run on real ledgers, and the studies to trade on the contracts in memory.
export type { LedgerEntry } from '../src/ledger/LedgerEntry.js';
export type { LedgerQueries } from '../src/ledger/LedgerQueries.js';
export type { LedgerState } from '../src/ledger/LedgerState.js';
export type { LedgerStub } from '../src/ledger/LedgerStub.js';
export type { PrivateState } from '../src/ledger/PrivateState.js';
export type { RecordKey } from '../src/ledger/RecordKey.js';
export type { StubEntry } from '../src/ledger/StubEntry.js';
export type { LedgerSums } from './auditLedger.js';
export { beginOn } from './beginOn.js';
export { Community } from './Community.js';
export { contractsInMemory } from './contractsInMemory.js';
export { expectBooks } from './expectBooks.js';
export { ledgerConformance } from './ledgerConformance.js';
export type { LedgerSession } from './LedgerSession.js';
export { MarketPlay } from './MarketPlay.js';
export { MarketStage } from './MarketStage.js';
export { PlayBooks } from './PlayBooks.js';
export type { Outcome, PlayCommunity } from './PlayCommunity.js';
export type { Player } from './Player.js';
export type { Receipt } from './Receipt.js';
export type { Signer } from './Signer.js';
export { TEST_CHANNEL } from './TEST_CHANNEL.js';
export { TestIdentity } from './TestIdentity.js';
