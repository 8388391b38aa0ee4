import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { drawMonth } from '../model/drawMonth.js';
import { LITRE } from '../model/LITRE.js';
import { LedgerMarket } from '../policies/market/ledger/LedgerMarket.js';
import { MemoryVenue } from '../policies/market/ledger/memory/MemoryVenue.js';
import { MarketPolicy } from '../policies/market/MarketPolicy.js';
import { simulateMonth } from '../simulateMonth.js';
import { replayCase } from './replayCase.js';

const HOMES = 6;
const seed = 7;

describe('replayCase', function () {
  this.timeout(90_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'replay-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('trades a day on the embedded network as on the contracts in memory', async () => {
    const quotas = Array.from({ length: HOMES }, () => 464 * LITRE);
    const month = drawMonth(seed, HOMES, 1);
    const market = await LedgerMarket.open(await MemoryVenue.found(HOMES), quotas);
    const inMemory = await simulateMonth(month, quotas, new MarketPolicy({ market, quotas, seed }));

    const dir = join(folder, 'replay');
    const told: string[] = [];
    const replay = await replayCase(
      { month, quotas, seed },
      { dir, speed: 4800, onProgress: (line) => told.push(line) },
    );
    expect(replay.days).to.deep.equal(inMemory);
    expect(replay.sales).to.be.above(0);
    expect(replay.bids).to.be.at.least(replay.sales);
    // At least the founding, and each round's offers, bids, openings and settlements.
    expect(replay.blocks).to.be.above(20);
    expect(told).to.deep.equal(['the network has started', '1 of 1 days are traded']);
    expect(existsSync(dir)).to.equal(false);
  });
});
