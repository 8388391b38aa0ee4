import { expect } from 'chai';
import { auditLedger, type LedgerSums } from './auditLedger.js';

/**
 * That every token, every cent and every lot of a ledger is accounted for, nothing is below zero, and the reserve could buy all
 * tokens back.
 *
 * @param world state by raw key. @param block its number, where there is one.
 */
export function expectBooks(world: ReadonlyMap<string, Uint8Array>, block?: number): LedgerSums {
  const sums = auditLedger(world);
  const where = block === undefined ? '' : ` after block ${String(block)}`;
  expect(sums.tokens + sums.inMarket, `tokens${where}`).to.equal(sums.supply);
  expect(sums.currency + sums.reserve, `currency${where}`).to.equal(sums.banked);
  expect(sums.surplus >= 0n, `the reserve covers${where}`).to.equal(true);
  expect(sums.least, `nothing is below zero${where}`).to.equal(0n);
  for (const { periodId, resource, held, contracted } of sums.lots) {
    expect(held, `lots of ${resource} in ${periodId}${where}`).to.equal(contracted);
  }
  return sums;
}
