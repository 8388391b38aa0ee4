import { expect } from 'chai';
import { random16Hex } from '@acequia/protocol';
import { suite } from './Suite.js';
import { unchanged } from './unchanged.js';

describe('unchanged', () => {
  const fails = async (work: () => Promise<unknown>): Promise<void> => {
    const outcome = await unchanged(work).then(
      () => 'nothing was noticed',
      (error: unknown) => String(error),
    );
    expect(outcome).to.include('digest of the world state');
  };

  it('notices one new key', async () => {
    const { token } = suite().community.operator.ledger;
    await fails(() => token.openAccount({ accountId: `acc-${random16Hex()}` }));
  });

  it('notices what is written to a collection only, by its hash', async () => {
    const { quota } = suite().community.operator.ledger;
    const quotaAccount = { accountId: `acc-${random16Hex()}`, salt: random16Hex() };
    await fails(() => quota.assignAccount({ homeId: 'SH3' }, { quotaAccount }));
  });

  it('lets a query pass', async () => {
    await unchanged(() => suite().community.operator.ledger.registry.listHomes());
  });
});
