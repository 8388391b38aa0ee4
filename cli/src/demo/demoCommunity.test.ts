import { expect } from 'chai';
import { describe, it } from 'mocha';
import { demoCommunity } from './demoCommunity.js';

describe('demoCommunity', () => {
  const speedOf = async (kind: 'embedded' | 'fabric', speed?: number): Promise<number | undefined> => {
    const settings = { dataDir: '/nowhere', ...(speed === undefined ? {} : { speed }) };
    return (await demoCommunity(settings, kind)).clock?.speed;
  };

  it('lets a day pass in a second on the embedded network, and six hours on Fabric', async () => {
    expect(await speedOf('embedded')).to.equal(86_400);
    expect(await speedOf('fabric')).to.equal(21_600);
  });

  it('has the speed that is asked for on either', async () => {
    expect(await speedOf('embedded', 3_600)).to.equal(3_600);
    expect(await speedOf('fabric', 100_000)).to.equal(100_000);
  });
});
