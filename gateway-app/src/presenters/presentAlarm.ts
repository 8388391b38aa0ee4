import type { AlarmCopy, KeptAlarm, RaisedAlarm } from '../alarms/AlarmBook.js';
import { omit } from '../omit.js';

/** An alarm as the community sees it: what it says, when it was sent, and to whom. */
export interface AlarmView extends Omit<RaisedAlarm, 'version'> {
  /** Absent until it is on the ledger. */
  readonly sentAt?: number;
  readonly sentTo: readonly AlarmCopy[];
}

export function presentAlarm({ alarm, sentAt, copies }: KeptAlarm): AlarmView {
  return { ...omit(alarm, 'version'), ...(sentAt === undefined ? {} : { sentAt }), sentTo: copies };
}
