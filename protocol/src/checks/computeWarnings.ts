import type { Statement } from '../schemas/statements.js';
import type { MeteredResource } from '../schemas/primitives.js';

/** A warning of a statement to a home. */
export type Warning = Statement['warnings'][number];

/** The share of the quota from which a home is warned, in per cent. */
const NEAR_LIMIT_PERCENT = 80n;
/** The largest share that a warning states. */
const MAX_PERCENT = 1_000_000n;

/** What one home's warnings about one resource follow from. */
export interface WarningGrounds {
  readonly resource: MeteredResource;
  /** Use of the period so far, base units. */
  readonly use: bigint;
  /** Quota of the whole period, base units. */
  readonly quota: bigint;
  /** Suspect intervals on the day of the statement. */
  readonly suspectIntervals: number;
  /** Active devices from which nothing arrived for too long. */
  readonly silentDevices: number;
  /** Windows rejected on the day of the statement. */
  readonly rejectedWindows: number;
}

/** The warnings that a home gets about one resource: at most one of the quota, then those about its data. */
export function computeWarnings(grounds: WarningGrounds): Warning[] {
  const { resource } = grounds;
  const warnings: Warning[] = [];
  const limit = limitWarning(grounds);
  if (limit !== undefined) warnings.push(limit);
  if (grounds.suspectIntervals > 0) warnings.push({ code: 'DATA_SUSPECT', resource });
  if (grounds.silentDevices > 0) warnings.push({ code: 'DEVICE_SILENT', resource });
  if (grounds.rejectedWindows > 0) warnings.push({ code: 'WINDOW_REJECTED', resource });
  return warnings;
}

function limitWarning({ resource, use, quota }: WarningGrounds): Warning | undefined {
  const code = use > quota ? 'OVER_QUOTA' : 'NEAR_LIMIT';
  // No share can be stated of a quota of nothing.
  if (quota === 0n) return use === 0n ? undefined : { code, resource };
  if (use * 100n < quota * NEAR_LIMIT_PERCENT) return undefined;
  const percent = (use * 100n) / quota;
  return { code, resource, percent: Number(percent > MAX_PERCENT ? MAX_PERCENT : percent) };
}
