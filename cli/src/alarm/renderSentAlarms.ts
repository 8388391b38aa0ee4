import type { SentAlarm } from '../api/answers.js';
import { formatMoment } from '../format/formatMoment.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { alarmLine } from './alarmLine.js';

/** What the community sent to whom, and who has opened it. */
export function renderSentAlarms(alarms: readonly SentAlarm[], file: CommunityFile): string[] {
  if (alarms.length === 0) return ['No alarm was sent.'];
  const zone = file.community.timeZone;
  return alarms.flatMap((alarm) => [
    alarmLine(alarm, file),
    ...alarm.sentTo.map(
      ({ recipient, delegationId, openedAt }) =>
        `  to ${recipient}${delegationId === undefined ? '' : ', who watches over it'}: sent ` +
        `${formatMoment(alarm.sentAt, zone)}, ` +
        (openedAt === undefined ? 'no receipt yet' : `opened ${formatMoment(openedAt, zone)}`),
    ),
  ]);
}
