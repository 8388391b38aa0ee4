import type { TestIdentity } from './TestIdentity.js';

/** Who sends a transaction, as the ledger sees it: an organisation and a certificate, whoever issued it. */
export type Signer = Pick<TestIdentity, 'mspId' | 'keyHash' | 'certificate'>;
