import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moneyAnswerSchema, type MoneyAnswer } from '@acequia/edge-agent';
import { createNetwork, type Network } from '@acequia/network';
import { parseJsonWith, toLedgerTime } from '@acequia/protocol';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { z } from 'zod';
import { Acequia, type Ended } from '../../test/Acequia.js';
import { networkKind } from '../../test/networkKind.js';
import { until } from '../../test/until.js';
import { initStateSchema, type InitState } from '../init/initStateSchema.js';
import { voucherFileSchema } from './voucherFileSchema.js';

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
/** Ledger seconds, of which a minute passes in a second: the voucher must still be good when it is issued. */
const VOUCHER_SECONDS = 1800;

describe(`acequia token and market, on the ${networkKind} network`, () => {
  let folder = '';
  let network: Network;
  let state: InitState;
  /** What a command is refused with. */
  const refusal = async (...args: readonly string[]): Promise<string> => {
    const { code, err } = await acequia(...args);
    expect(code, args.join(' ')).to.equal(1);
    return err;
  };
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
    state = parseJsonWith(initStateSchema, await readFile(join(folder, 'run', 'init.json'), 'utf8'));
  });
  after(async () => {
    await network.clean();
    await rm(folder, { recursive: true, force: true });
  });

  const balance = async (): Promise<MoneyAnswer> => {
    const out = await said('token', 'balance', '--home', 'SH1', '--json');
    return parseJsonWith(moneyAnswerSchema.extend({ homeId: z.literal('SH1') }), out);
  };
  const issue = async (tokens: string, file: string, ...options: readonly string[]): Promise<string> => {
    const out = await said('token', 'voucher', 'issue', tokens, file, ...options, '--json');
    const { code, voucherId } = parseJsonWith(voucherFileSchema, await readFile(file, 'utf8'));
    expect(out).to.contain(voucherId).and.to.not.contain(code);
    return voucherId;
  };
  /** One for anybody, one for somebody else. */
  const redeemsVouchers = async (home: readonly string[]): Promise<void> => {
    const file = join(folder, 'voucher.json');
    const voucherId = await issue('5', file, '--days', '1');
    // The same file again is the same voucher.
    expect(await issue('5', file, '--days', '1')).to.equal(voucherId);
    expect(await refusal('token', 'voucher', 'issue', '6', file, '--days', '1')).to.match(/^FILE_EXISTS: /);
    expect(await refusal('token', 'voucher', 'refund', voucherId)).to.match(/^VOUCHER_RUNNING: /);
    const redeem = ['token', 'voucher', 'redeem', file, ...home];
    expect(await said(...redeem)).to.contain("SH1 has taken the voucher's 5.00 SCT.");
    await said(...redeem);
    expect(await balance()).to.include({ tokens: '2833' });
    expect(await refusal('token', 'voucher', 'issue', '5', file, '--days', '1')).to.match(
      /^VOUCHER_SETTLED: /,
    );
    const other = join(folder, 'other.json');
    const soon = new Date(1000 * (toLedgerTime(state.clock, Date.now()) + VOUCHER_SECONDS));
    const time = soon.toLocaleString('sv-SE', { timeZone: 'Europe/Madrid' }).slice(0, 16);
    await issue('1', other, '--until', time);
    const denied = join(folder, 'denied.json');
    await issue('1', denied, '--days', '30', '--for', state.treasury);
    expect(await refusal('token', 'voucher', 'redeem', denied, ...home)).to.match(/^VOUCHER_DENIED: /);
    const edited = join(folder, 'edited.json');
    const content = parseJsonWith(voucherFileSchema, await readFile(other, 'utf8'));
    await writeFile(edited, JSON.stringify({ ...content, amount: '50000' }));
    expect(await refusal('token', 'voucher', 'redeem', edited, ...home)).to.match(/^VOUCHER_INVALID: /);
    const none = join(folder, 'none.json');
    expect(await refusal('token', 'voucher', 'issue', '0', none, '--days', '1')).to.match(
      /^VOUCHER_INVALID: /,
    );
    expect(await refusal('token', 'voucher', 'issue', '5000', none, '--days', '1')).to.match(
      /^BALANCE_INSUFFICIENT: /,
    );
    // No refusal has left a file behind.
    await issue('1', none, '--days', '30');
    const list = await said('token', 'voucher', 'list');
    expect(list).to.match(new RegExp(`^${voucherId} +5\\.00 SCT +anybody .* redeemed$`, 'm'));
    expect(list).to.contain(state.treasury);
  };

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

  it('makes tokens and gives back money while the counter is closed, as far as the reserve covers', async () => {
    await said('token', 'fund', '5.00', '--reference', 'BANK-0002');
    const much = await refusal('token', 'withdraw-reserve', '5.01', '--reference', 'assembly-1');
    expect(much).to.match(/^RESERVE_INSUFFICIENT: /);
    const withdraw = ['token', 'withdraw-reserve', '1.00', '--reference', 'assembly-1'];
    expect(await said(...withdraw)).to.contain(
      "€1.00 are out of the reserve, in the community's own account",
    );
    const create = ['token', 'create', state.treasury, '100', '--reference', 'assembly-2'];
    expect(await said(...create)).to.contain(`100.00 SCT are made for ${state.treasury}.`);
    // The same decisions again have no second effect.
    await said(...withdraw);
    await said(...create);
    expect(await said('token', 'reserve', '--auditor')).to.equal(
      '1,100.00 SCT are out; the reserve holds €14.00.\n' +
        'Buying all of them back at the price in force would cost €11.00: the reserve covers it.\n',
    );
    await said('token', 'open', '--buy', '0.03', '--sell', '0.01');
    const open = await refusal('token', 'create', state.treasury, '1', '--reference', 'assembly-3');
    expect(open).to.equal(
      'COUNTER_NOT_CLOSED: the counter is open: close it with `acequia token close` first\n',
    );
  });

  it('sets fees, and pays what they set aside as rewards, once', async () => {
    expect(await said('token', 'fees', '--home', 'SH1')).to.equal('Paying tokens costs nothing.\n');
    expect(await refusal('token', 'fees', '--transfer', '10.01')).to.match(/^PERCENT_WRONG: /);
    expect(await refusal('token', 'reward', state.serviceAccount)).to.match(/^REWARD_NONE: /);
    await said('token', 'fees', '--transfer', '1.5', '--rewards', '50');
    expect(await refusal('token', 'fees', '--home', 'SH1', '--transfer', '1')).to.match(/^OPTIONS_WRONG: /);
    await said('token', 'pay', state.serviceAccount, '100');
    await said('token', 'pay', state.serviceAccount, '10');
    const part = ['token', 'reward', state.serviceAccount, '--up-to', '0.70'];
    expect(await refusal(...part)).to.match(/^OPTIONS_WRONG: /);
    const small = [...part, '--reference', 'assembly-4', '--json'];
    expect(JSON.parse(await said(...small))).to.deep.equal({ to: state.serviceAccount, amount: '7' });
    const rest = await said('token', 'reward', state.serviceAccount);
    expect(rest).to.equal(`0.75 SCT are paid to ${state.serviceAccount} as a reward.\n`);
    expect(await refusal('token', 'reward', state.serviceAccount)).to.match(/^REWARD_NONE: /);
    const fees = await said('token', 'fees', '--transfer', '0', '--json');
    expect(JSON.parse(fees)).to.deep.equal({ transferFeeBp: 0, rewardBp: 5000 });
  });

  it('sells tokens to a household and buys them back, and the bank pays', async () => {
    const running = new Acequia(['run', '--run', join(folder, 'run')]);
    try {
      await running.line(/^API: /);
      await until('the agent', async () => {
        const { code } = await acequia('token', 'balance', '--home', 'SH1');
        return code === 0 ? true : undefined;
      });
      const home = ['--home', 'SH1'];
      const { accountId, tokens } = await balance();
      expect(tokens).to.equal('0');
      await said('token', 'book', accountId, '2.00', '--reference', 'BANK-0003');
      const dear = await refusal('token', 'buy', '1.00', '--least', '33.34', ...home);
      expect(dear).to.match(/^PRICE_MOVED: /);
      const buy = ['token', 'buy', '1.00', ...home];
      const bought = await said(...buy);
      expect(bought)
        .to.contain('A whole SCT costs €0.03, and is bought back for €0.01')
        .and.to.contain('SH1 has bought 33.33 SCT or more for at most €1.00.');
      // Given again as the same request it is done once.
      const [, name = ''] = /--request ([0-9a-f]{32}) /.exec(bought) ?? [];
      await said(...buy, '--request', name);
      expect(await said('token', 'sell', '10', ...home)).to.contain('has sold 10.00 SCT for €0.10 or more.');
      expect(await balance()).to.include({ tokens: '2333', currency: '110' });
      expect(await said('token', 'reserve')).to.contain('1,123.33 SCT are out; the reserve holds €14.90.');
      const payout = await said('token', 'payout', '1.10', ...home, '--json');
      const { withdrawalId } = JSON.parse(payout) as { withdrawalId: string };
      expect(await said('token', 'withdrawals'))
        .to.contain(`${withdrawalId}  `)
        .and.to.contain('€1.10');
      await said('token', 'settle', withdrawalId, '--reference', 'BANK-0004');
      expect(await balance()).to.include({ tokens: '2333', currency: '0' });
      await redeemsVouchers(home);
    } finally {
      running.kill('SIGINT');
      await running.ended;
    }
  });

  it('takes back vouchers that nobody redeemed', async () => {
    const listed = await said('token', 'voucher', 'list', '--json');
    const { vouchers } = JSON.parse(listed) as { vouchers: { voucherId: string; state: string }[] };
    const { voucherId: late } = parseJsonWith(
      voucherFileSchema,
      await readFile(join(folder, 'other.json'), 'utf8'),
    );
    expect(vouchers.find(({ voucherId }) => voucherId === late)?.state).to.not.equal('redeemed');
    await until('the voucher to expire', async () => {
      const { code, err } = await acequia('token', 'voucher', 'refund', late);
      expect(code === 0 || err.startsWith('VOUCHER_RUNNING: '), err).to.equal(true);
      return code === 0 ? true : undefined;
    });
    expect(await refusal('token', 'voucher', 'refund', late)).to.match(/^VOUCHER_SETTLED: /);
    expect(await said('token', 'voucher', 'list')).to.match(
      new RegExp(`^${late} +1\\.00 SCT .* taken back$`, 'm'),
    );
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
    expect(await refusal('market', 'terms', '2016-09', 'power', '--excess', '3.60')).to.match(
      /^CONTRACT_UNKNOWN: /,
    );
    expect(await refusal('market', 'terms', '2016-10', 'water', '--excess', '3.20')).to.match(
      /^PERIOD_UNKNOWN: /,
    );
    expect(await refusal('period', 'open', 'october')).to.match(/^PERIOD_INVALID: /);
    expect(await refusal('period', 'open', '2016-08')).to.match(/^PERIOD_OVERLAP: /);
    expect(await refusal('period', 'open', '2017-10')).to.match(/^PERIOD_GAP: /);
    const open = ['period', 'open', '2016-10', '--json'];
    expect(JSON.parse(await said(...open))).to.deep.equal({ periodId: '2016-10' });
    // The same month again is the same request.
    await said(...open);
    expect(await said('market', 'terms', '2016-10', 'water', '--excess', '3.20')).to.contain('in 2016-10');
    const unknown = await acequia('market', 'audit', 'a'.repeat(32), '--auditor');
    expect(unknown.err).to.match(/^AUCTION_UNKNOWN: /);
  });
});
