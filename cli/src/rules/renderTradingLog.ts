import type { TradingLogEntry } from '@acequia/edge-agent';
import { formatMoment } from '../format/formatMoment.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { decisionWords } from './decisionWords.js';
import { outcomeWords } from './outcomeWords.js';

/** Why a home traded or did not, and what came of it: the newest last. */
export function renderTradingLog(
  entries: readonly TradingLogEntry[],
  { community, token }: CommunityFile,
): string[] {
  if (entries.length === 0) return ['Nothing was decided yet. To see the rules: acequia rules show'];
  return entries.flatMap((entry) => {
    const { decision } = entry;
    const { what, why } = decisionWords(decision, token);
    const verb = entry.mode === 'on' && entry.tradeId !== undefined ? 'began to' : 'would';
    return [
      `${formatMoment(decision.at, community.timeZone)}  ${verb} ${what}`,
      ...(why === '' ? [] : [`  ${why}`]),
      ...outcomeLines(entry, token),
    ];
  });
}

function outcomeLines(entry: TradingLogEntry, token: CommunityFile['token']): string[] {
  const { tradeId, mode, outcome, decision } = entry;
  const { intent } = decision;
  if (intent === undefined) return [];
  if (outcome !== undefined) return [`  → ${outcomeWords({ ...decision, ...intent }, outcome, token)}`];
  if (tradeId !== undefined) return ['  → under way'];
  return [mode === 'on' ? '  → nobody asks for any now' : '  → a dry run: nothing was traded'];
}
