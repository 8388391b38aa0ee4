import type { OpenedAlarm } from '@acequia/edge-agent';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { alarmLine } from './alarmLine.js';

/** The alarms that a home opened, the newest first. */
export function renderAlarms(alarms: readonly OpenedAlarm[], file: CommunityFile): string[] {
  if (alarms.length === 0) return ['There was no alarm.'];
  return alarms.toReversed().map(({ alarm }) => alarmLine(alarm, file));
}
