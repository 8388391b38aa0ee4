import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { CommunityContext } from '../services/CommunityContext.js';

/** What disputes are taken to their end with. */
export interface DisputeContext extends Pick<
  CommunityContext,
  'model' | 'documents' | 'keyring' | 'reached' | 'decisions' | 'config' | 'log' | 'now'
> {
  readonly ledger: {
    readonly billing: Pick<CommunityLedger['billing'], 'issueNote' | 'deliverBill'>;
    readonly disputes: Pick<CommunityLedger['disputes'], 'disclose' | 'closeDispute'>;
  };
}
