// What the study of what links pseudonyms needs to have homes trade with the agent's own parts.
export { HomePurse } from '../src/purse/HomePurse.js';
export { LedgerPseudonyms } from '../src/pseudonyms/LedgerPseudonyms.js';
export { PseudonymBook } from '../src/pseudonyms/PseudonymBook.js';
export type { PseudonymEntry } from '../src/pseudonyms/pseudonymEntry.js';
export { beginTrades } from '../src/trading/beginTrades.js';
export type { Decision } from '../src/trading/decisionSchema.js';
export { LedgerDesk } from '../src/trading/LedgerDesk.js';
export { OpeningSealer } from '../src/trading/OpeningSealer.js';
export { TradeBook } from '../src/trading/TradeBook.js';
export type { TradeEntry } from '../src/trading/tradeEntry.js';
export { TradeRunner } from '../src/trading/TradeRunner.js';
