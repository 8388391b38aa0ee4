import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { StudyError } from '../../StudyError.js';
import { drawMonth } from '../model/drawMonth.js';
import { LITRE } from '../model/LITRE.js';
import { LedgerMarket } from '../policies/market/ledger/LedgerMarket.js';
import { MemoryVenue } from '../policies/market/ledger/memory/MemoryVenue.js';
import { MarketPolicy } from '../policies/market/MarketPolicy.js';
import { simulateMonth } from '../simulateMonth.js';
import { replayCase, type Replay } from './replayCase.js';

const HOMES = 6;
const seed = 7;
/** Ledger seconds a second: a day in 18 s, or, on a machine that cannot keep up, in 54 s or six minutes. */
const SPEEDS = [4800, 1600, 240] as const;

describe('replayCase', function () {
  this.timeout(600_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'replay-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const quotas = Array.from({ length: HOMES }, () => 464 * LITRE);
  const month = drawMonth(seed, HOMES, 1);

  async function replay(speed: number): Promise<Replay> {
    const dir = join(folder, String(speed));
    const told: string[] = [];
    const onProgress = (line: string): void => void told.push(line);
    const result = await replayCase({ month, quotas, seed }, { dir, speed, onProgress });
    expect(told).to.deep.equal(['the network has started', '1 of 1 days are traded']);
    expect(existsSync(dir)).to.equal(false);
    return result;
  }

  async function replayInTime(): Promise<Replay> {
    let late: unknown;
    for (const speed of SPEEDS) {
      try {
        return await replay(speed);
      } catch (error) {
        if (!(error instanceof StudyError && error.code === 'STUDY_TOO_SLOW')) throw error;
        late = error;
      }
    }
    throw late;
  }

  it('trades a day on the embedded network as on the contracts in memory', async () => {
    const market = await LedgerMarket.open(await MemoryVenue.found(HOMES), quotas);
    const inMemory = await simulateMonth(month, quotas, new MarketPolicy({ market, quotas, seed }));
    const { days, sales, bids, blocks } = await replayInTime();
    expect(days).to.deep.equal(inMemory);
    expect(sales).to.be.above(0);
    expect(bids).to.be.above(sales);
    // At least the founding, and each round's offers, bids, openings and settlements.
    expect(blocks).to.be.above(20);
  });

  it('says that a machine is too slow', async () => {
    // A day in a tenth of a second.
    const error: unknown = await replay(864_000).catch((reason: unknown) => reason);
    expect(error)
      .to.be.instanceOf(StudyError)
      .with.property(
        'message',
        'STUDY_TOO_SLOW: this machine is too slow for 864000 ledger seconds a second',
      );
  });
});
