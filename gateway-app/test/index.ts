// What the study of what links pseudonyms needs to have the gateway's own parts certify and pay them.
export type { CommunityBook } from '../src/delegation/CommunityBook.js';
export { ServiceAccounts } from '../src/delegation/ServiceAccounts.js';
export { ServicePayments } from '../src/delegation/ServicePayments.js';
export { Withdrawals } from '../src/delegation/Withdrawals.js';
export type { Coin } from '../src/registrar/chooseCoin.js';
export { Fundings } from '../src/registrar/Fundings.js';
export type { RegistrarKeys } from '../src/registrar/loadRegistrarKeys.js';
export { PseudonymDesk } from '../src/registrar/PseudonymDesk.js';
export { Pseudonyms } from '../src/registrar/Pseudonyms.js';
export { openBook } from './openBook.js';
export { RegistrarDesk } from './RegistrarDesk.js';
export { community } from './sampleFacts.js';
