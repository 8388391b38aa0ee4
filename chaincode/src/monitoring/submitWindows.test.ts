import { expect } from 'chai';
import { Community } from '../../test/Community.js';

describe('submitWindows', () => {
  it('puts the header on the ledger and the payload into the collection of the home', async () => {
    const community = new Community();
    await community.start();
    const { ledger, household, meter, origin } = community;
    community.pass(3600);
    const { window, payload } = meter.next(origin, origin + 3600);

    const { writes, privateWrites } = await ledger.run(
      household,
      'monitoring',
      'submitWindows',
      { windows: [window] },
      { payloads: [payload] },
    );

    const key = 'sh1-energy/0000000001';
    expect(writes).to.deep.equal({ [`window/${key}`]: { ...window, submittedAt: origin + 3600 } });
    expect(privateWrites).to.deep.equal({ SH1Collection: { [`payload/${key}`]: payload } });
  });
});
