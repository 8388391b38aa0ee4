import type { MoneyAnswer } from '@acequia/edge-agent';
import { formatMoment } from '../format/formatMoment.js';
import { formatMoney } from '../format/formatMoney.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';

/** What a household has. */
export function renderMoney(
  homeId: string,
  { accountId, tokens, currency, service }: MoneyAnswer,
  { community, token }: CommunityFile,
): string[] {
  const money = formatMoney(BigInt(currency), community.currency);
  const own = `${homeId} has ${formatTokens(BigInt(tokens), token)} and ${money} itself; who pays the home, pays to ${accountId}.`;
  if (service === undefined) return [own, 'The community has not said yet what the home has with it.'];
  const there = `${formatTokens(BigInt(service.balance), token)} are with the community, for fees and trades`;
  return [own, `${there} (${formatMoment(service.at, community.timeZone)}).`];
}
