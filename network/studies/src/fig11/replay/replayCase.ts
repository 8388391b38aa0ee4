import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createNetwork } from '@acequia/network';
import { CodedError } from '@acequia/protocol';
import { StudyError } from '../../StudyError.js';
import { LedgerMarket } from '../policies/market/ledger/LedgerMarket.js';
import { NetworkVenue } from '../policies/market/ledger/network/NetworkVenue.js';
import { MarketPolicy } from '../policies/market/MarketPolicy.js';
import type { HomeDay } from '../HomeDay.js';
import { simulateMonth } from '../simulateMonth.js';
import type { StudyCase } from '../StudyCase.js';
import { CountingMarket } from './CountingMarket.js';

/** How a month is replayed. */
export interface ReplayOptions {
  /** Folder of the network, made for it; absolute. It is removed at the end, unless the replay fails. */
  readonly dir: string;
  /** Ledger seconds a second: a day takes 86,400 by it. */
  readonly speed: number;
  /** Told what is going on, a line at a time. */
  readonly onProgress: (line: string) => void;
}

/** What a month came to on a network. */
export interface Replay {
  readonly days: readonly HomeDay[];
  readonly auctions: number;
  readonly bids: number;
  readonly sales: number;
  /** On the ledger at the end. */
  readonly blocks: number;
}

/** Peers besides the community's: enough for homes to be drawn that endorse. */
const PEERS = 3;
/** Longest wait for a block to fill, ms. */
const BATCH_TIMEOUT = 50;

/**
 * Lets a month be traded on the embedded network: real clients of all homes, a real chaincode process, every transaction endorsed,
 * ordered and committed.
 *
 * @throws NetworkError when the network does not start. @throws StudyError STUDY_TOO_SLOW when the machine is too slow for the speed.
 * @throws LedgerError what else the ledger refuses.
 */
export async function replayCase(studyCase: StudyCase, options: ReplayOptions): Promise<Replay> {
  const { dir, onProgress } = options;
  const network = await createNetwork({
    kind: 'embedded',
    dir: join(dir, 'network'),
    homes: PEERS,
    batchTimeoutMs: BATCH_TIMEOUT,
    parentPid: process.pid,
  });
  let replay: Replay;
  try {
    await network.start();
    onProgress('the network has started');
    replay = await trade(
      studyCase,
      await NetworkVenue.found(network.description, venueOf(studyCase, options)),
      options,
    );
  } finally {
    await network.stop();
  }
  await rm(dir, { recursive: true });
  return replay;
}

function venueOf(
  { quotas }: StudyCase,
  { dir, speed }: ReplayOptions,
): Parameters<typeof NetworkVenue.found>[1] {
  return { dir: join(dir, 'clients'), homes: quotas.length, speed };
}

async function trade(
  { month, quotas, seed }: StudyCase,
  venue: NetworkVenue,
  { speed, onProgress }: ReplayOptions,
): Promise<Replay> {
  try {
    const market = new CountingMarket(await LedgerMarket.open(venue, quotas), (days) => {
      onProgress(`${days} of ${month.days.length} days are traded`);
    });
    const days = await simulateMonth(month, quotas, new MarketPolicy({ market, quotas, seed }));
    return { days, ...market.counts, blocks: await venue.height() };
  } catch (error) {
    if (!isLate(error)) throw error;
    throw new StudyError('STUDY_TOO_SLOW', `this machine is too slow for ${speed} ledger seconds a second`, {
      cause: error,
    });
  } finally {
    venue.close();
  }
}

/** Whether a transaction came when its phase, or the day, was over by the ledger's clock. */
function isLate(error: unknown): boolean {
  return error instanceof CodedError && ['PHASE_LATE', 'PERIOD_TOO_SHORT'].includes(error.code);
}
