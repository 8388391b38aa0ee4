import type { MeteredResource } from '../schemas/primitives.js';
import type { AlarmSignal } from './alarmSignal.js';

const NEAR_PERCENT = 80n;
const FAR_PERCENT = 75n;
const MAX_PERCENT = 1_000_000n;

/** A home's use of one resource against its quota in the running period, base units. */
export interface QuotaFacts {
  readonly resource: MeteredResource;
  readonly periodId: string;
  readonly use: bigint;
  readonly quota: bigint;
}

/**
 * NEAR_LIMIT from 80 per cent of the quota on, until it is below 75; OVER_QUOTA above 100. Who is over is told that alone.
 *
 * @param at ledger seconds.
 */
export function quotaSignals({ resource, periodId, use, quota }: QuotaFacts, at: number): AlarmSignal[] {
  const isOver = use > quota;
  const common = { resource, at, scope: periodId, ...percentOf(use, quota) };
  return [
    { ...common, code: 'NEAR_LIMIT', level: isOver ? 'between' : nearLevel(use, quota) },
    { ...common, code: 'OVER_QUOTA', level: isOver ? 'on' : 'off' },
  ];
}

function nearLevel(use: bigint, quota: bigint): AlarmSignal['level'] {
  if (quota === 0n || use * 100n < quota * FAR_PERCENT) return 'off';
  return use * 100n >= quota * NEAR_PERCENT ? 'on' : 'between';
}

/** No share can be stated of a quota of nothing. */
function percentOf(use: bigint, quota: bigint): { percent?: number } {
  if (quota === 0n) return {};
  const percent = (use * 100n) / quota;
  return { percent: Number(percent > MAX_PERCENT ? MAX_PERCENT : percent) };
}
