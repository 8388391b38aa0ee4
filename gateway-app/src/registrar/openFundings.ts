import { parseJsonWith, publicRecords } from '@acequia/protocol';
import { tokenDocument } from '../readModel/tokenDocument.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import { Fundings, type FundingContext } from './Fundings.js';

/** Fundings over the community's read model. */
export function openFundings(
  { model, config }: Pick<CommunityContext, 'model' | 'config'>,
  parts: Pick<FundingContext, 'pseudonyms' | 'accounts' | 'payments'>,
): Fundings {
  const { type, schema } = publicRecords.token;
  return new Fundings({
    ...parts,
    decimals: () => {
      const document = tokenDocument(model, type, '');
      if (document === undefined || config.serviceAccountId === undefined) return undefined;
      return parseJsonWith(schema, document).decimals;
    },
    maxDelay: config.community.fundingDelaySeconds,
  });
}
