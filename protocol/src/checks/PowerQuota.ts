import type { QuotaResource } from '../schemas/primitives.js';
import type { EntitlementStep } from './entitlementAt.js';
import type { PowerDraw } from './powerDraws.js';

/** What a home drew in the hours of one of a period's contracts of power, and was entitled to. */
export interface PowerQuota {
  /** `power`, or a slot of it. */
  readonly resource: QuotaResource;
  /** Those that start in its hours, in order of time. */
  readonly draws: readonly PowerDraw[];
  /** In order of time. */
  readonly entitlement: readonly EntitlementStep[];
}
