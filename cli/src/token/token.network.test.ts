import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNetwork, type Network } from '@acequia/network';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { Acequia, type Ended } from '../../test/Acequia.js';
import { networkKind } from '../../test/networkKind.js';

const COMMUNITY = `
community: { name: One home, timeZone: Europe/Madrid }
clock: { date: 2016-09-01, speed: 60 }
period: 2016-09
contract:
  energy: { kWh: 300 }
  water: { litres: 9000 }
  power: [{ resource: power.18-22, watts: 3000 }]
tariff:
  id: A
  baseFee: 6
  energy: { price: 0.15, excess: 0.25 }
  water: { price: 1.85, excess: 3.20 }
  power: { excess: 0.30 }
token: { name: Token, symbol: SCT, supply: 1000 }
homes:
  - quota: { energyKWh: 300, waterLitres: 9000, power: [{ resource: power.18-22, watts: 3000 }] }
    meters: [{ resource: energy }, { resource: water }]
`;

describe(`acequia token and market, on the ${networkKind} network`, () => {
  let folder = '';
  let network: Network;
  const acequia = (...args: readonly string[]): Promise<Ended> =>
    Acequia.run(...args, '--run', join(folder, 'run'));
  /** Lines of a command that does what it shall. */
  const said = async (...args: readonly string[]): Promise<string> => {
    const { code, out, err } = await acequia(...args);
    expect(code, err).to.equal(0);
    return out;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-token-'));
    const dir = join(folder, 'network');
    const file = join(folder, 'community.yaml');
    await writeFile(file, COMMUNITY);
    network = await createNetwork({ kind: networkKind, dir, topology: 'small', parentPid: process.pid });
    await network.start();
    await said('init', '--file', file, '--network', dir, '--data', join(folder, 'none'));
  });
  after(async () => {
    await network.clean();
    await rm(folder, { recursive: true, force: true });
  });

  it('opens the counter when the reserve covers, and anybody can check that it does', async () => {
    const early = await acequia('token', 'open', '--buy', '0.02', '--sell', '0.01');
    expect([early.code, early.err]).to.deep.equal([
      1,
      'RESERVE_INSUFFICIENT: the reserve lacks 1000 minor units to buy every token back at that price: see `acequia token fund`\n',
    ]);
    const fund = ['token', 'fund', '10.00', '--reference', 'BANK-0001'];
    await said(...fund);
    // The same booking is the same money.
    await said(...fund);
    const opened = await said('token', 'open', '--buy', '0.02', '--sell', '0.01');
    expect(opened).to.contain('The counter is open: a token costs €0.02 and is bought back for €0.01.');
    expect(await said('token', 'reserve', '--home', 'SH1')).to.equal(
      '1,000.00 SCT are out; the reserve holds €10.00.\n' +
        'Buying all of them back at the price in force would cost €10.00: the reserve covers it.\n',
    );
    await said('token', 'open', '--buy', '0.03', '--sell', '0.01');
    await said('token', 'close');
    expect(await said('token', 'price', '--auditor')).to.contain('The counter is closed.');
  });

  it('takes what a supplier says of the market', async () => {
    await said('token', 'supplier');
    await said('token', 'feed', 'energy', '0.150');
    await said('token', 'feed', 'energy', '0.151');
    expect(await said('token', 'price')).to.match(/^energy: €0\.151 per kWh .*\(price 2 of the feed\)$/m);
    const jump = await acequia('token', 'feed', 'energy', '0.200');
    expect([jump.code, jump.err.split(':')[0]]).to.deep.equal([1, 'PRICE_JUMP']);
  });

  it('lists and settles what the bank has to do', async () => {
    expect(await said('token', 'withdrawals')).to.equal('Nobody waits for a payment.\n');
    const unclear = await acequia('token', 'settle', 'a'.repeat(32));
    expect(unclear.err).to.match(/^SETTLEMENT_UNCLEAR: /);
    const unknown = await acequia('token', 'settle', 'a'.repeat(32), '--refuse');
    expect(unknown.err).to.match(/^WITHDRAWAL_UNKNOWN: /);
    const nobody = await acequia('token', 'pay', `acc-${'9'.repeat(32)}`, '5');
    expect(nobody.err).to.match(/^ACCOUNT_UNKNOWN: /);
  });

  it('sets a market’s terms, and shows what there is', async () => {
    const terms = await said('market', 'terms', '2016-09', 'water', '--excess', '3.20', '--bidding', '10');
    expect(terms).to.contain('A bond is 3.20 SCT a lot').and.to.contain('Bids are taken for 10 minutes');
    expect(await said('market', 'terms', '2016-09', 'water')).to.equal(terms);
    const none = 'Nothing has been asked for in this market yet.\n';
    expect(await said('market', 'list', '2016-09', 'water', '--home', 'SH1')).to.equal(none);
    expect(await said('market', 'weights', '2016-09', '--auditor')).to.match(/^water +1\.000000 +0 +0$/m);
    const evening = await said('market', 'terms', '2016-09', 'power.18-22', '--excess', '3.60');
    expect(evening)
      .to.contain('The market of power.18-22 in 2016-09')
      .and.to.contain('A bond is 3.60 SCT a lot');
    expect(await said('market', 'list', '2016-09', 'power.18-22', '--home', 'SH1')).to.equal(none);
    const allDay = await acequia('market', 'terms', '2016-09', 'power', '--excess', '3.60');
    expect(allDay.err).to.match(/^CONTRACT_UNKNOWN: /);
    const unknown = await acequia('market', 'audit', 'a'.repeat(32), '--auditor');
    expect(unknown.err).to.match(/^AUCTION_UNKNOWN: /);
  });
});
