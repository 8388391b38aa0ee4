import { periodBounds, random16Hex, type LedgerClock } from '@acequia/protocol';
import type { CommunityFile } from './communityFileSchema.js';
import type { InitState } from './initStateSchema.js';

/** What {@link makeInitState} cannot find out by itself. */
export interface InitSurroundings {
  readonly networkDir: string;
  readonly dataDir: string | null;
  /** Wall-clock time, milliseconds since 1970. */
  readonly now: number;
  /** Free ports: for the community's API and its mailbox, then for the homes' APIs, in their order. */
  readonly ports: readonly number[];
}

/** Draws everything random of an init and fixes its clock; the caller keeps the result before the first transaction. */
export function makeInitState(file: CommunityFile, surroundings: InitSurroundings): InitState {
  const [apiPort = 0, channelPort = 0, ...homePorts] = surroundings.ports;
  return {
    version: 1,
    networkDir: surroundings.networkDir,
    dataDir: surroundings.dataDir,
    seed: random16Hex(),
    file,
    clock: clockOf(file, surroundings.now),
    treasury: accountId(),
    fund: accountId(),
    serviceAccount: accountId(),
    apiPort,
    channelPort,
    homes: file.homes.map((home, i) => ({
      homeId: `SH${String(i + 1)}`,
      accountId: accountId(),
      accountSalt: random16Hex(),
      apiPort: homePorts[i] ?? 0,
      meters: home.meters.map(({ resource }) => ({ deviceId: `sh${String(i + 1)}-${resource}`, resource })),
    })),
    done: [],
  };
}

function accountId(): string {
  return `acc-${random16Hex()}`;
}

function clockOf(file: CommunityFile, now: number): LedgerClock {
  const second = Math.floor(now / 1000);
  if (file.clock === undefined) return { origin: second, start: second, speed: 1 };
  const { date, speed, leadSeconds } = file.clock;
  return { origin: periodBounds(date, file.community.timeZone).start, start: second + leadSeconds, speed };
}
