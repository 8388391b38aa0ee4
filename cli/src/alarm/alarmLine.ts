import type { Alarm } from '@acequia/protocol';
import { formatMoment } from '../format/formatMoment.js';
import { formatPower } from '../format/formatPower.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';

/** What an alarm says, whoever is told. */
export type AlarmWords = Pick<
  Alarm,
  'homeId' | 'code' | 'state' | 'resource' | 'at' | 'count' | 'percent' | 'value'
>;

/** An alarm in the words of a household: `2016-09-16 04:00  SH1: water has not stopped running …`. */
export function alarmLine(alarm: AlarmWords, { community, token }: CommunityFile): string {
  const over = alarm.state === 'cleared' ? 'over: ' : '';
  const times = alarm.count > 1 ? ` (${String(alarm.count)} times)` : '';
  return `${formatMoment(alarm.at, community.timeZone)}  ${alarm.homeId}: ${over}${wordsOf(alarm, token)}${times}`;
}

function wordsOf({ code, resource, percent, value }: AlarmWords, token: CommunityFile['token']): string {
  const of = resource ?? 'energy';
  const share = percent === undefined ? '' : ` (${String(percent)} %)`;
  const words: Record<Alarm['code'], () => string> = {
    OVER_QUOTA: () => `above the quota of ${of}${share}: what is above costs more`,
    NEAR_LIMIT: () => `near the quota of ${of}${share}`,
    POWER_ABOVE_MAXIMUM: () => `more power than the connection allows${withValue(value, formatPower)}`,
    LEAK_SUSPECTED: () =>
      `water has not stopped running: a leak?${withValue(value, (litres) => `at least ${String(litres)} litres an hour`)}`,
    DEVICE_SILENT: () => `the ${of} meter is silent`,
    TAMPER_SUSPECTED: () => `readings of ${of} do not fit together: has somebody touched the meter?`,
    LOW_BALANCE: () =>
      `few tokens are left${withValue(value, (minor) => formatTokens(BigInt(minor), token))}`,
  };
  return words[code]();
}

function withValue(value: number | undefined, write: (value: number) => string): string {
  return value === undefined ? '' : ` (${write(value)})`;
}
