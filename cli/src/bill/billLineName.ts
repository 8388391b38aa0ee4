import type { BillLine } from '@acequia/protocol';
import { quotaName } from './quotaName.js';

const KINDS = {
  withinQuota: 'within your quota',
  excess: 'above your quota',
  feedIn: 'that you delivered',
} as const;

/** What a line charges for, or credits: `Base fee`, `Energy within your quota`. */
export function billLineName({ kind, resource }: Pick<BillLine, 'kind' | 'resource'>): string {
  if (kind === 'baseFee' || resource === undefined) return 'Base fee';
  return `${quotaName(resource)} ${KINDS[kind]}`;
}
