import type { MoneyAnswer, TradeView } from '@acequia/edge-agent';
import { Command } from 'commander';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { commandGroup } from '../commands/commandGroup.js';
import { testCommunityFile as file } from '../../test/testCommunityFile.js';
import { quotaArgument } from '../commands/quotaArgument.js';
import { quantityInBase } from '../rules/quantityInBase.js';
import { renderMoney } from '../token/renderMoney.js';
import { findTrade } from './findTrade.js';
import { renderOrder } from './renderOrder.js';
import { renderTrades } from './renderTrades.js';

const at = Date.parse('2016-09-20T10:00:00Z') / 1000;
const buy: TradeView = {
  tradeId: 'a'.repeat(32),
  auctionId: 'b'.repeat(32),
  side: 'buy',
  resource: 'water',
  periodId: '2016-09',
  lots: 15,
  quantity: '150',
  price: '2',
  phase: 'intended',
  isByHand: true,
  startedAt: at,
};
const outcome = (
  kind: 'traded' | 'nothing' | 'unopened' | 'abandoned',
  code?: string,
): Partial<TradeView> => ({
  outcome: {
    kind,
    lots: kind === 'traded' ? 10 : 0,
    price: kind === 'traded' ? '1' : '0',
    ...(code === undefined ? {} : { code }),
  },
});
const sale: TradeView = { ...buy, side: 'sell', isByHand: false };
const lastOf = (trade: TradeView, change: Partial<TradeView>): string | undefined =>
  renderTrades('SH1', [{ ...trade, ...change }], file).at(-1);

describe('buying and selling on the command line', () => {
  it('knows of power in hours of the day, and says it in kilowatts', () => {
    const of = (text: string): unknown => quotaArgument().parseArg?.(text, '');
    expect(['water', 'power', 'power.18-22'].map(of)).to.deep.equal(['water', 'power', 'power.18-22']);
    for (const text of ['gold', 'power.22-18', 'power.8-9']) {
      expect(() => {
        of(text);
      }).to.throw(/such as power.18-22/);
    }
    const order: TradeView = { ...buy, resource: 'power.18-22', lots: 3, quantity: '1500', price: '20' };
    expect(renderOrder('SH1', [order], file)[0]).to.equal(
      'SH1 asks its neighbours for 1,500 W of power.18-22 for no more than 0.40 SCT per kW, 0.60 SCT in all.',
    );
    expect(quantityInBase('power.18-22', '1.5')).to.equal('1500');
    expect(() => quantityInBase('power', 'much')).to.throw(
      /QUANTITY_WRONG: power is said in kilowatts, such as 1.5/,
    );
  });

  it('says what an order has begun', () => {
    expect(renderOrder('SH1', [buy], file)).to.deep.equal([
      'SH1 asks its neighbours for 150 litres of water for no more than 2.00 SCT per m³, 0.30 SCT in all.',
      'Nobody learns which home it is. Leave the agent running: it says the price when it is time to.',
      'Next: acequia market trades',
    ]);
    expect(renderOrder('SH1', [sale], file)[0]).to.match(
      /^SH1 offers a neighbour 150 litres .* no less than/,
    );
  });

  it('tells how far each trade is, and what came of it', () => {
    expect(renderTrades('SH1', [], file)[0]).to.equal('SH1 has bought and sold nothing yet.');
    expect(renderTrades('SH1', [buy], file)).to.deep.equal([
      '2016-09-20 12:00  aaaaaaaa  buy 150 litres of water for no more than 2.00 SCT per m³, 0.30 SCT in all',
      '  → being made ready: a name for it, and the tokens to set aside',
    ]);
    expect(renderTrades('SH1', [sale], file)[0]).to.match(/\(by a rule\)$/);
    expect(lastOf(buy, { phase: 'settled', ...outcome('traded') })).to.equal(
      '  → bought 100 litres at 1.00 SCT per m³; the tokens are on their way back',
    );
    expect(lastOf(sale, { phase: 'settled', ...outcome('traded') })).to.match(/paid after the period/);
    const claimed = { phase: 'settled', ...outcome('traded'), claimedLots: 2 } as const;
    expect(renderTrades('SH1', [{ ...sale, ...claimed }], file).slice(2)).to.deep.equal([
      '  The community says that the home had used 20 litres of it itself.',
      '  If that is wrong: acequia market dispute aaaaaaaa',
    ]);
    expect(lastOf(sale, { ...claimed, phase: 'over' })).to.match(/had used 20 litres of it itself\.$/);
    expect(findTrade([buy], 'aaaa')).to.equal(buy);
    expect(() => findTrade([buy], 'b')).to.throw('TRADE_UNKNOWN');
    expect(() => findTrade([buy, sale], 'a')).to.throw('TRADE_AMBIGUOUS');
    expect(lastOf(sale, { phase: 'over', ...outcome('unopened') })).to.match(/is lost$/);
    expect(lastOf(sale, { phase: 'over', ...outcome('nothing') })).to.match(/comes back$/);
    const short = outcome('abandoned', 'SERVICE_BALANCE_INSUFFICIENT');
    expect(lastOf(buy, { phase: 'over', ...short })).to.match(/acequia token deposit$/);
    expect(lastOf(buy, { phase: 'over', ...outcome('abandoned', 'BOND_CHANGED') })).to.match(/BOND_CHANGED$/);
  });

  it('tells a household what it has', () => {
    const money: MoneyAnswer = { accountId: `acc-${'1'.repeat(32)}`, tokens: '1250', currency: '300' };
    expect(renderMoney('SH1', money, file)).to.deep.equal([
      `SH1 has 12.50 SCT and €3.00 itself; who pays the home, pays to acc-${'1'.repeat(32)}.`,
      'The community has not said yet what the home has with it.',
    ]);
    expect(renderMoney('SH1', { ...money, service: { balance: '500', at } }, file)[1]).to.equal(
      '5.00 SCT are with the community, for fees and trades (2016-09-20 12:00).',
    );
  });

  it('never speaks of bids, commitments or reveals', () => {
    const phases = ['intended', 'ready', 'placed', 'opened', 'settled', 'over'] as const;
    const kinds = ['traded', 'nothing', 'unopened', 'abandoned'] as const;
    const lines = [buy, sale].flatMap((trade) => [
      ...renderOrder('SH1', [trade], file),
      ...phases.flatMap((phase) =>
        kinds.flatMap((kind) => renderTrades('SH1', [{ ...trade, phase, ...outcome(kind) }], file)),
      ),
    ]);
    expect(lines.join('\n')).to.not.match(/\b(bid|auction|commit|reveal|lot|salt|Vickrey|pseudonym|coin)/i);
  });

  it('are in groups that several files add to', () => {
    const program = new Command();
    const group = commandGroup(program, 'market', 'a group');
    expect(commandGroup(program, 'market', 'the same')).to.equal(group);
    expect(program.commands).to.have.length(1);
  });
});
