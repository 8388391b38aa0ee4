import type { AlarmCopy, KeptAlarm, RaisedAlarm } from '../alarms/AlarmBook.js';
import { omit } from '../omit.js';

/** An alarm as the community sees it: what it says, when it was sent, to whom, and when it was first opened. */
export interface AlarmView extends Omit<RaisedAlarm, 'version'> {
  readonly sentAt: number;
  readonly openedAt?: number;
  readonly sentTo: readonly AlarmCopy[];
}

export function presentAlarm({ alarm, sentAt, copies }: KeptAlarm): AlarmView {
  const opened = copies.flatMap(({ openedAt }) => openedAt ?? []);
  return {
    ...omit(alarm, 'version'),
    sentAt,
    ...(opened.length === 0 ? {} : { openedAt: Math.min(...opened) }),
    sentTo: copies,
  };
}
