import { resourceSchema, type Resource } from '@acequia/protocol';
import { orUnknown } from '@acequia/protocol/fabric';
import { Argument, type Command } from 'commander';
import type { CommandContext } from '../CommandContext.js';
import { formatMoney } from '../format/formatMoney.js';
import { decimalSchema } from '../init/decimalSchema.js';
import { toMinor } from '../init/toMinor.js';
import { readLedger, withReaderOptions, type ReaderOptions } from '../ledger/readLedger.js';
import { withLedger } from '../ledger/withLedger.js';
import { FEED_DIGITS, feedPrice } from '../token/feedPrice.js';
import { moneyInMinor } from '../token/moneyInMinor.js';
import { openCounter } from '../token/openCounter.js';
import { publishFeed } from '../token/publishFeed.js';
import { renderPrice } from '../token/renderPrice.js';
import { renderReserve } from '../token/renderReserve.js';
import { tokenGroup } from './tokenGroup.js';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

interface RunOption {
  readonly run: string;
}

/** `acequia token price|reserve|open|close|freeze|unfreeze|supplier|feed`. */
export function addTokenCommands(program: Command, context: CommandContext): void {
  const group = tokenGroup(program);
  addQueries(group, context);
  addCounter(group, context);
  addFreezing(group, context);
  addFeed(group, context);
}

function addQueries(group: Command, { output }: CommandContext): void {
  withReaderOptions(
    group.command('price').description('what a token costs, and what the resources cost on the market'),
  ).action(async (options: ReaderOptions) => {
    await readLedger(options, async ({ ledger, state }) => {
      const price = await orUnknown(ledger.token.getPrice(), /^PRICE_UNKNOWN$/);
      const prices = await Promise.all(
        resourceSchema.options.map((resource) =>
          orUnknown(ledger.token.getMarketPrice({ resource }), /^MARKET_PRICE_UNKNOWN$/),
        ),
      );
      const feed = prices.filter((known) => known !== undefined);
      output().result({ price: price ?? null, feed }, renderPrice(price, feed, state.file));
    });
  });
  withReaderOptions(
    group.command('reserve').description('whether the reserve could buy every token back'),
  ).action(async (options: ReaderOptions) => {
    await readLedger(options, async ({ ledger, state }) => {
      const reserve = await ledger.token.getReserve();
      output().result(reserve, renderReserve(reserve, state.file));
    });
  });
}

function addCounter(group: Command, { output }: CommandContext): void {
  group
    .command('open')
    .description('open the counter, or change its prices: what a whole token costs, and is bought back for')
    .requiredOption('--buy <amount>', 'what who buys a token pays')
    .requiredOption('--sell <amount>', 'what who sells one gets: not more than that')
    .option(...RUN_OPTION)
    .action(async ({ run, buy, sell }: RunOption & { readonly buy: string; readonly sell: string }) => {
      const out = output();
      await withLedger(run, 'owner', async ({ client, state }) => {
        const { currency } = state.file.community;
        const prices = { buyPrice: moneyInMinor(buy, currency), sellPrice: moneyInMinor(sell, currency) };
        await openCounter(client.ledger, prices, (line) => {
          out.progress(line);
        });
        out.result(prices, [
          `The counter is open: a token costs ${formatMoney(BigInt(prices.buyPrice), currency)} and is bought back for ` +
            `${formatMoney(BigInt(prices.sellPrice), currency)}.`,
        ]);
      });
    });
  group
    .command('close')
    .description('close the counter: nothing is bought or sold until it is opened again')
    .option(...RUN_OPTION)
    .action(async ({ run }: RunOption) => {
      await withLedger(run, 'owner', ({ client }) => client.ledger.token.closeCounter({}));
      output().result({ isOpen: false }, [
        'The counter is closed. Next: acequia token open --buy AMOUNT --sell AMOUNT',
      ]);
    });
}

function addFreezing(group: Command, { output }: CommandContext): void {
  const commands = [
    { name: 'freeze', isFrozen: true, description: 'let an account spend and receive nothing but refunds' },
    { name: 'unfreeze', isFrozen: false, description: 'let a frozen account go on' },
  ];
  for (const { name, isFrozen, description } of commands) {
    group
      .command(`${name} <account>`)
      .description(description)
      .option(...RUN_OPTION)
      .action(async (accountId: string, { run }: RunOption) => {
        await withLedger(run, 'owner', ({ client }) =>
          client.ledger.token.freezeAccount({ accountId, isFrozen }),
        );
        output().result({ accountId, isFrozen }, [
          `Account ${accountId} ${isFrozen ? 'is frozen' : 'can spend and receive again'}.`,
        ]);
      });
  }
}

function addFeed(group: Command, { output }: CommandContext): void {
  group
    .command('supplier')
    .description('enrol who tells what the resources cost on the market: user2 of PublicMSP')
    .option(...RUN_OPTION)
    .action(async ({ run }: RunOption) => {
      const party = await withLedger(run, 'supplier', ({ connection, keyHash }) =>
        Promise.resolve({ mspId: connection.mspId, keyHash }),
      );
      await withLedger(run, 'owner', ({ client }) =>
        client.ledger.registry.enrolParty({ ...party, role: 'supplier' }),
      );
      output().result(party, ['The supplier is enrolled. Next: acequia token feed energy 0.150']);
    });
  group
    .command('feed')
    .description('as the supplier: say what a resource costs on the market now')
    .addArgument(new Argument('<resource>', 'what is priced').choices(resourceSchema.options))
    .argument('<price>', 'for a kilowatt-hour, a cubic metre or a kilowatt, such as 0.150')
    .option(...RUN_OPTION)
    .action(async (resource: Resource, text: string, { run }: RunOption) => {
      const priceMicro = toMinor(decimalSchema.parse(text), FEED_DIGITS);
      await withLedger(run, 'supplier', async (opened) => {
        const sequence = await publishFeed(opened, resource, priceMicro);
        const { currency } = opened.state.file.community;
        output().result({ resource, priceMicro, sequence }, [
          `${resource} costs ${feedPrice(resource, priceMicro, currency)} on the market: price ${String(sequence)} of the feed.`,
        ]);
      });
    });
}
