import { expectCode } from '../harness/expectCode.js';
import { suite } from '../harness/Suite.js';

describe('the community is founded once', () => {
  it('refuses a second createCommunity', async () => {
    const { community } = suite();
    const { name, timeZone, currency, clock } = await community.operator.ledger.registry.getCommunity();
    await expectCode(
      community.operator.ledger.registry.createCommunity({ name, timeZone, currency, clock }),
      'COMMUNITY_EXISTS',
    );
  });
});
