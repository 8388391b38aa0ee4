import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { TraderLedger } from '../trading/Pseudonyms.js';

/** The ledger as a pseudonym sees it, with its token account. */
export interface PseudonymLedger extends TraderLedger {
  readonly token: Pick<CommunityLedger['token'], 'openAccount' | 'getBalance' | 'transfer'>;
}
