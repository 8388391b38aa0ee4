import {
  coinDenominations,
  MAX_COINS,
  MAX_HOLDINGS,
  periodBounds,
  random16Hex,
  type LedgerClock,
} from '@acequia/protocol';
import type { CommunityFile } from './communityFileSchema.js';
import type { HomeState, InitState } from './initStateSchema.js';
import { lotsOf } from './lotsOf.js';
import { quotasOf } from './quotasOf.js';

const MAX_COINS_OF_A_RESOURCE = 8;

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
      coins: makeCoins(file, home),
      accountSalt: random16Hex(),
      apiPort: homePorts[i] ?? 0,
      meters: home.meters.map(({ resource, flow }) => ({
        deviceId: `sh${String(i + 1)}-${flow === 'production' ? flow : resource}`,
        resource,
      })),
    })),
    done: [],
  };
}

function accountId(): string {
  return `acc-${random16Hex()}`;
}

/**
 * Every home that holds a resource gets the same coins of it, each on an account of its own. Without a token there is no market to
 * trade them in.
 */
function makeCoins(file: CommunityFile, home: CommunityFile['homes'][number]): HomeState['coins'] {
  if (file.token === undefined) return [];
  const quotas = quotasOf(file);
  const count = coinsPerHome(file.homes.length, quotas.length);
  return quotas
    .filter((resource) => lotsOf(file, home, resource) > 0)
    .flatMap((resource) => {
      const held = file.homes.map((each) => lotsOf(file, each, resource)).filter((lots) => lots > 0);
      return coinDenominations(Math.min(...held), count).map((lots) => ({
        accountId: accountId(),
        resource,
        lots,
      }));
    });
}

/** Coins of a resource: a period is opened with all holdings in one transaction, and a home's accounts have room for what it buys. */
function coinsPerHome(homes: number, quotas: number): number {
  return Math.min(
    MAX_COINS_OF_A_RESOURCE,
    Math.floor(MAX_HOLDINGS / (homes * quotas)) - 1,
    Math.floor(MAX_COINS / 2 / quotas),
  );
}

function clockOf(file: CommunityFile, now: number): LedgerClock {
  const second = Math.floor(now / 1000);
  if (file.clock === undefined) return { origin: second, start: second, speed: 1 };
  const { date, speed, leadSeconds } = file.clock;
  return { origin: periodBounds(date, file.community.timeZone).start, start: second + leadSeconds, speed };
}
