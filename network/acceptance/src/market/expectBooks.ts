import { auditLedger, type LedgerSums } from '@acequia/chaincode/testing';
import { expect } from 'chai';
import type { World } from '../harness/replayBlocks.js';

/** That every token, every cent and every lot of a ledger is accounted for, and the reserve could buy all tokens back. */
export function expectBooks(world: World, block?: number): LedgerSums {
  const sums = auditLedger(world);
  const where = block === undefined ? '' : ` after block ${block}`;
  expect(sums.tokens + sums.inMarket, `tokens${where}`).to.equal(sums.supply);
  expect(sums.currency + sums.reserve, `currency${where}`).to.equal(sums.banked);
  expect(sums.surplus >= 0n, `the reserve covers${where}`).to.equal(true);
  for (const { periodId, resource, held, contracted } of sums.lots) {
    expect(held, `lots of ${resource} in ${periodId}${where}`).to.equal(contracted);
  }
  return sums;
}
