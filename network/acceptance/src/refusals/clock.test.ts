import { expect } from 'chai';
import { canonicalJson, random16Hex } from '@acequia/protocol';
import type { RawProposal } from '@acequia/protocol/fabric';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';

const MINUTE = 60_000;

describe('a transaction dated', () => {
  const openAccount = (timestampMs: number): RawProposal => ({
    function: 'token:openAccount',
    arguments: [canonicalJson({ requestId: random16Hex(), accountId: `acc-${random16Hex()}` })],
    timestampMs,
  });

  for (const [words, offset] of [
    ['an hour early', -60 * MINUTE],
    ['an hour late', 60 * MINUTE],
    ['two minutes early', -2 * MINUTE],
    ['two minutes late', 2 * MINUTE],
  ] as const) {
    it(`${words} is refused`, async () => {
      const { raw } = suite().community.operator.client;
      await refused(() => raw.endorse(openAccount(Date.now() + offset)), 'CLOCK_SKEW');
    });
  }

  it('an hour late cannot close a period early, nor query', async () => {
    const { raw } = suite().community.operator.client;
    const query = {
      function: 'registry:getCommunity',
      arguments: ['{}'],
      timestampMs: Date.now() + 60 * MINUTE,
    };
    await refused(() => raw.evaluate(query), 'CLOCK_SKEW');
  });

  it('half a minute off is taken', async () => {
    const { raw } = suite().community.operator.client;
    const transaction = await raw.endorse(openAccount(Date.now() - MINUTE / 2));
    expect(await raw.submit(transaction)).to.include({ validationCode: 'VALID' });
  });
});
