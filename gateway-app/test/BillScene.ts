import type { BillDocument } from '@acequia/protocol';
import type { PeriodView } from '../src/readModel/queries/QuotaQueries.js';
import { composeBill } from '../src/services/composeBill.js';
import { composeNote } from '../src/services/composeNote.js';
import { chargedBefore } from '../src/usage/chargedBefore.js';
import { checkBill, type BillCheck } from '../src/usage/checkBill.js';
import { openModel } from './openModel.js';
import { community, HOUR, period, SampleLedger } from './SampleLedger.js';

/** A day after the period's end. */
export const LATE = period.end + 24 * HOUR;

/** Bills of home SH1 and notes to them, as the community composes and anybody checks them. */
export class BillScene {
  readonly opened = openModel();
  readonly ledger = new SampleLedger().found();
  readonly model = this.opened.model;

  close(): void {
    this.opened.close();
  }

  catchUp(): void {
    this.opened.apply(this.ledger.builder.blocks.slice(this.model.ledger.summary().blocks));
  }

  closedPeriod(): PeriodView {
    this.catchUp();
    const view = this.model.quota.period('2016-09');
    if (view === undefined) throw new Error('no period');
    return view;
  }

  bill(): BillDocument {
    return composeBill(this.model, {
      homeId: 'SH1',
      period: this.closedPeriod(),
      status: 'final',
      community,
      issuedAt: period.end + HOUR,
    });
  }

  note(issuedAt: number, count = 1): BillDocument | undefined {
    const { billing } = this.model;
    const record = billing.bill('B-2016-09-SH1');
    if (record === undefined) throw new Error('no bill');
    const documentOf = billing.document.bind(billing);
    const notes = billing.notes(record.number);
    const charged = chargedBefore(record, notes, ({ number, status }) => documentOf(number, status));
    if (charged === undefined) throw new Error('nothing charged');
    return composeNote(this.model, {
      bill: record,
      period: this.closedPeriod(),
      community,
      charged,
      count,
      issuedAt,
    });
  }

  check(number: string): BillCheck {
    this.catchUp();
    const record = this.model.billing.bill(number);
    if (record === undefined) throw new Error(`no ${number}`);
    return checkBill(this.model, record);
  }
}
