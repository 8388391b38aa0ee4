import type { MeteredResource } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import type { InitState } from '../init/initStateSchema.js';

/** What a meter of the community measures. @throws CliError DEVICE_UNKNOWN */
export function resourceOfDevice({ homes }: Pick<InitState, 'homes'>, deviceId: string): MeteredResource {
  const meter = homes.flatMap(({ meters }) => meters).find((each) => each.deviceId === deviceId);
  if (meter !== undefined) return meter.resource;
  throw new CliError('DEVICE_UNKNOWN', `the community's folder has no meter ${deviceId}`);
}
