import { publicRecords } from '@acequia/protocol';
import type { Letters } from '../channel/Letters.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import { coinsOfHome } from './coinsOfHome.js';
import { listedCoins } from './listedCoins.js';
import { PseudonymDesk } from './PseudonymDesk.js';
import type { Pseudonyms } from './Pseudonyms.js';

/** The registrar's desk over the community's read model. */
export function openPseudonymDesk(
  { model, registrarKeys, config }: Pick<CommunityContext, 'model' | 'registrarKeys' | 'config'>,
  pseudonyms: Pseudonyms,
  letters: Pick<Letters, 'write'>,
): PseudonymDesk {
  return new PseudonymDesk({
    keys: registrarKeys,
    pseudonyms,
    letters,
    periodAt: (now) => {
      const period = model.quota.periodAt(now);
      return period === undefined || now >= period.end || period.closedAt !== undefined ? undefined : period;
    },
    coinsOf: (homeId, period, resource) => coinsOfHome(model, homeId, period, resource),
    listed: (homeId, period) => listedCoins(model, pseudonyms, homeId, period).length,
    isTokenAccount: (accountId) => model.token.get(publicRecords.account, [accountId]) !== undefined,
    graceSeconds: config.community.pseudonymGraceSeconds,
    wallClock: Date.now,
  });
}
