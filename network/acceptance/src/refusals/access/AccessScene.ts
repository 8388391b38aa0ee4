import type { BillDocument, Epoch, Statement } from '@acequia/protocol';
import type { Member } from '../../harness/Member.js';
import type { Meter } from '../../harness/Meter.js';
import type { PeriodOfTests } from '../../harness/openPeriod.js';
import type { DisputeOfTests } from '../DisputeOfTests.js';

/** What home SH2 has on the ledger, for SH1 to covet. */
export interface AccessScene {
  /** SH2's household. */
  readonly owner: Member;
  /** SH2's meter, with window 1 accepted and window 2 not decided. */
  readonly meter: Meter;
  /** The key of the second window's E, in hex. */
  readonly dek: string;
  /** The next epoch of SH2, not published. */
  readonly epoch: Epoch;
  /** A batch of alarms that nobody can open. */
  readonly alarms: { readonly day: string; readonly batchId: string };
  /** A dispute about SH2's second window that the auditor has decided, and what was sent in it. */
  readonly dispute: {
    readonly disputeId: string;
    readonly opening: ReturnType<DisputeOfTests['opening']>;
    readonly disclosing: Awaited<ReturnType<DisputeOfTests['disclosing']>>;
    readonly finding: ReturnType<DisputeOfTests['finding']>;
  };
  /** A period that is closed. */
  readonly period: PeriodOfTests;
  readonly tariffId: string;
  readonly statement: Statement;
  /** SH2's preview bill, delivered. */
  readonly bill: BillDocument;
  /** SH2's token account, and one of SH1's. */
  readonly account: string;
  readonly ownAccount: string;
  /** A credit to SH2's account that is not folded in yet. */
  readonly credit: string;
  /** A hold from SH2's account, with the operator as its payee. */
  readonly holdId: string;
  /** A withdrawal of SH2's that is not settled. */
  readonly withdrawalId: string;
  /** A voucher of SH2's for itself, and its code. */
  readonly voucherId: string;
  readonly voucherCode: string;
}
