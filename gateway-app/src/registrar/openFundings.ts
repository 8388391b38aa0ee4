import { publicRecords } from '@acequia/protocol';
import type { CommunityContext } from '../services/CommunityContext.js';
import { Fundings, type FundingContext } from './Fundings.js';

/** Fundings over the community's read model. */
export function openFundings(
  { model, config }: Pick<CommunityContext, 'model' | 'config'>,
  parts: Pick<FundingContext, 'pseudonyms' | 'accounts' | 'payments'>,
): Fundings {
  return new Fundings({
    ...parts,
    decimals: () => {
      const token = model.token.get(publicRecords.token, []);
      return config.serviceAccountId === undefined ? undefined : token?.decimals;
    },
    fees: () => model.token.fees(),
    maxDelay: config.community.fundingDelaySeconds,
  });
}
