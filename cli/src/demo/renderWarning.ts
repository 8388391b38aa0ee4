import type { WarningAnswer } from '../api/answers.js';

/** What a warning says, in the words of its home. */
export function renderWarning({ homeId, statementId, code, resource, percent }: WarningAnswer): string {
  const share = percent === undefined ? '' : ` (${String(percent)} %)`;
  const words = {
    NEAR_LIMIT: `is near its quota of ${resource}${share}`,
    OVER_QUOTA: `is above its quota of ${resource}${share}: what is above costs more`,
    DEVICE_SILENT: `has not heard from its ${resource} meter for a day`,
    DATA_SUSPECT: `has doubtful readings of ${resource}: they are not charged`,
    WINDOW_REJECTED: `has had readings of ${resource} rejected`,
  } satisfies Record<WarningAnswer['code'], string>;
  return `warning ${statementId}: ${homeId} ${words[code]}`;
}
