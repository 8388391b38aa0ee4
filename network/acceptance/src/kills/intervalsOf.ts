import type { CommunityRecord, DeviceRecord, Interval } from '@acequia/protocol';
import {
  createReader,
  freshState,
  gridOrigin,
  IntervalBuilder,
  type ReaderConfig,
} from '@acequia/edge-agent';

/** What f_p makes of a meter's readings in one go: no process, no queue, no window, no ledger. */
export async function intervalsOf(
  config: ReaderConfig,
  device: Pick<DeviceRecord, 'resource' | 'calibrationPpm' | 'maxPerHour'>,
  community: CommunityRecord,
  stepSeconds: number,
): Promise<Interval[]> {
  const origin = gridOrigin(community, stepSeconds);
  const { resource, calibrationPpm, maxPerHour } = device;
  const rules = { stepSeconds, anchor: origin, maxPerHour, resource, calibrationPpm };
  const builder = new IntervalBuilder(rules, freshState(origin));
  const intervals: Interval[] = [];
  for await (const sample of createReader(config).read()) {
    while (builder.start + stepSeconds < sample.at) intervals.push(builder.close());
    builder.add(sample);
  }
  return intervals;
}
