import type { TradeView } from '@acequia/edge-agent';
import { random16Hex, type QuotaResource } from '@acequia/protocol';
import type { Command } from 'commander';
import { openAgent, type AgentOptions } from '../agent/openAgent.js';
import { withAgentOptions } from '../agent/withAgentOptions.js';
import type { CommandContext } from '../CommandContext.js';
import { findTrade } from '../market/findTrade.js';
import { renderOrder } from '../market/renderOrder.js';
import { renderTrades } from '../market/renderTrades.js';
import { quantityInBase } from '../rules/quantityInBase.js';
import { tokensInMinor } from '../rules/tokensInMinor.js';
import { marketGroup } from './marketGroup.js';
import { quotaArgument } from './quotaArgument.js';

interface OrderOptions extends AgentOptions {
  readonly price: string;
}

const SIDES = {
  buy: { description: 'ask the neighbours for energy, water or power', price: 'the most that the home pays' },
  sell: { description: 'offer what the home will not need to who asks for it', price: 'the least it takes' },
} as const;

/** A household's `acequia market buy|sell|trades|dispute`. */
export function addTradeCommands(program: Command, context: CommandContext): void {
  const group = marketGroup(program);
  addOrder(group, 'buy', context);
  addOrder(group, 'sell', context);
  withAgentOptions(
    group.command('trades').description('what the home has bought and sold, and what is under way'),
  ).action(async (options: AgentOptions) => {
    const { homeId, agent, state } = await openAgent(options);
    const trades = await agent.trades();
    context.output().result({ homeId, trades }, renderTrades(homeId, trades, state.file));
  });
  withAgentOptions(
    group
      .command('dispute <trade>')
      .description('say that the home had not used what it sold, by the start of its id'),
  ).action(async (id: string, options: AgentOptions) => {
    const { agent } = await openAgent(options);
    const trade = await agent.disputeTrade(findTrade(await agent.trades(), id).tradeId);
    context.output().result(trade, ['An auditor decides now. What was sold is paid when that is done.']);
  });
}

function addOrder(group: Command, side: TradeView['side'], { output }: CommandContext): void {
  const { description, price } = SIDES[side];
  withAgentOptions(
    group
      .command(side)
      .description(description)
      .addArgument(quotaArgument())
      .argument('<amount>', 'litres, kilowatt-hours, or kilowatts of power')
      .requiredOption('--price <tokens>', `for a cubic metre, kilowatt-hour or kilowatt: ${price}`),
  ).action(async (resource: QuotaResource, amount: string, options: OrderOptions) => {
    const { homeId, agent, state } = await openAgent(options);
    const trades = await agent.order({
      orderId: random16Hex(),
      side,
      resource,
      quantity: quantityInBase(resource, amount),
      price: tokensInMinor(options.price, state.file.token),
    });
    output().result({ homeId, trades }, renderOrder(homeId, trades, state.file));
  });
}
