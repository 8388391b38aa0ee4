import type { Decision } from '@acequia/edge-agent';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { decisionWords } from './decisionWords.js';

/** What a household's rules would do now. */
export function renderDryRun(decisions: readonly Decision[], { token }: CommunityFile): string[] {
  if (decisions.length === 0) return ['There is no rule, or no period runs: nothing would be traded.'];
  const lines = decisions.flatMap((decision) => {
    const { what, why } = decisionWords(decision, token);
    return [`It would ${what}.`, ...(why === '' ? [] : [`  ${why}.`])];
  });
  return [...lines, 'Nothing was done.'];
}
