import { join } from 'node:path';
import type { AgentConfigInput } from '@acequia/edge-agent';
import { periodBounds, type Flow, type MeteredResource } from '@acequia/protocol';
import type { InitState } from './initStateSchema.js';
import type { Source } from './sourceSchema.js';

type Driver = AgentConfigInput['devices'][number]['driver'];

/** Readings from a little before the clock's origin on, so that the first interval knows the register it starts at. */
const BEFORE_ORIGIN = 2 * 3600;
const MODEL_HOURS = 8760;

/** Which meter of which home is to be played. */
export interface ReplayedMeter {
  /** 1 for SH1. */
  readonly home: number;
  readonly resource: MeteredResource;
  /** Consumption when absent. */
  readonly flow?: Flow;
  readonly source: Source;
}

/** The driver that plays a meter: its measured data, or the built-in model where there is no data folder. */
export function replayDriver(state: InitState, meter: ReplayedMeter): Driver {
  const { clock, file } = state;
  const from = clock.origin - BEFORE_ORIGIN;
  const last = file.clock?.replayUntil;
  const until = last === undefined ? {} : { until: periodBounds(last, file.community.timeZone).start };
  return { type: 'replay', reader: reader(state, meter, from), from, ...until };
}

function reader(
  { dataDir, file }: InitState,
  { home, resource, flow, source }: ReplayedMeter,
  first: number,
): Driver['reader'] {
  if (dataDir === null || source.format === 'model') {
    // The name is the seed: a community gets the same households every time.
    const kind = { resource, ...(flow === undefined ? {} : { flow }) };
    return { format: 'model', seed: file.community.name, home, ...kind, first, hours: MODEL_HOURS };
  }
  const path = join(dataDir, source.file);
  if (source.format === 'daiad') return { ...source, file: path };
  return {
    format: 'citylearn',
    file: path,
    offsetMinutes: source.utcOffsetMinutes,
    firstHour: source.firstHour,
  };
}
