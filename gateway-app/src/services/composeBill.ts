import { random16Hex, type BillDocument, type CommunityRecord } from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { billHome } from '../usage/billHome.js';
import { billNumber } from './billNumber.js';

/** Which bill is written. */
export interface BillSubject {
  readonly homeId: string;
  readonly period: PeriodView;
  readonly status: BillDocument['status'];
  readonly community: CommunityRecord;
  /** Ledger seconds. */
  readonly issuedAt: number;
}

/**
 * Writes a home's bill for a period, with a fresh salt.
 *
 * @throws CodedError TARIFF_MISSING, QUOTA_ACCOUNT_MISSING, PAYLOAD_MISSING.
 */
export function composeBill(model: ReadModel, subject: BillSubject): BillDocument {
  const { homeId, period, status, community, issuedAt } = subject;
  return {
    version: 1,
    salt: random16Hex(),
    number: billNumber(period.periodId, homeId),
    kind: 'bill',
    status,
    homeId,
    periodId: period.periodId,
    periodStart: period.start,
    periodEnd: period.end,
    issuedAt,
    currency: community.currency.code,
    ...billHome(model, homeId, period),
  };
}
