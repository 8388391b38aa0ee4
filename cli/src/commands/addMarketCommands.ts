import { auditAuction, type QuotaResource } from '@acequia/protocol';
import { orUnknown } from '@acequia/protocol/fabric';
import type { Command } from 'commander';
import { CliError } from '../CliError.js';
import type { CommandContext } from '../CommandContext.js';
import { readLedger, withReaderOptions, type ReaderOptions } from '../ledger/readLedger.js';
import { withLedger } from '../ledger/withLedger.js';
import { everyAuction } from '../market/everyAuction.js';
import { renderAuction } from '../market/renderAuction.js';
import { renderAuctions } from '../market/renderAuctions.js';
import { renderAudit } from '../market/renderAudit.js';
import { renderTerms } from '../market/renderTerms.js';
import { renderWeights } from '../market/renderWeights.js';
import { termsRequest, type TermsWish } from '../market/termsRequest.js';
import { marketGroup } from './marketGroup.js';
import { parseInteger } from './parseInteger.js';
import { quotaArgument } from './quotaArgument.js';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

/** What operators, auditors and anybody else do with the market: `acequia market terms|list|show|weights|audit`. */
export function addMarketCommands(program: Command, context: CommandContext): void {
  const group = marketGroup(program);
  addTerms(group, context);
  addLists(group, context);
  addShow(group, context);
  addAudit(group, context);
}

function addTerms(group: Command, { output }: CommandContext): void {
  group
    .command('terms <period>')
    .addArgument(quotaArgument())
    .description(
      'what auctions of a market are held under; with any of the options, change it as the operator',
    )
    .option('--excess <tokens>', 'what a lot over the quota costs: the bond, and the highest price')
    .option(
      '--breach <percent>',
      'of the price, for lots sold and used, beside the bond',
      parseInteger(0, 100),
    )
    .option('--dead-end <percent>', 'of its bond, for a buyer whom nobody sells to', parseInteger(0, 100))
    .option('--bidding <minutes>', 'how long bids are taken', parseInteger(1, 527_040))
    .option('--reveal <minutes>', 'how long prices are opened after that', parseInteger(1, 527_040))
    .option('--claim <days>', "how long after the period's end a breach is claimed", parseInteger(1, 366))
    .option('--dispute <days>', 'how long a claim can be disputed', parseInteger(1, 366))
    .option('--max-lots <number>', 'the most lots of an auction', parseInteger(1, 999_999_999))
    .option(...RUN_OPTION)
    .action(
      async (periodId: string, resource: QuotaResource, options: TermsWish & { readonly run: string }) => {
        await withLedger(options.run, 'operator', async ({ client, state }) => {
          const { market } = client.ledger;
          const place = { periodId, resource };
          const known = await orUnknown(market.getMarket(place), /^MARKET_UNKNOWN$/);
          const request = termsRequest(place, options, known, state.file.token);
          if (request !== undefined) await market.setMarket(request);
          const terms = await market.getMarket(place);
          output().result(terms, renderTerms(terms, state.file));
        });
      },
    );
}

function addLists(group: Command, { output }: CommandContext): void {
  withReaderOptions(
    group.command('list <period>').addArgument(quotaArgument()).description('the auctions of a market'),
  ).action(async (periodId: string, resource: QuotaResource, options: ReaderOptions) => {
    await readLedger(options, async ({ ledger, state }) => {
      const auctions = await everyAuction(ledger, { periodId, resource });
      output().result({ auctions }, renderAuctions(auctions, state.file));
    });
  });
  withReaderOptions(
    group.command('weights <period>').description('W_P, W_E, W_W: what lots were sold for lately'),
  ).action(async (periodId: string, options: ReaderOptions) => {
    await readLedger(options, async ({ ledger, state }) => {
      const weights = await ledger.market.getWeights({ periodId });
      output().result({ weights }, renderWeights(weights, state.file));
    });
  });
}

function addShow(group: Command, { output }: CommandContext): void {
  withReaderOptions(
    group.command('show <auction>').description('an auction, its bids, and what came of them'),
  ).action(async (auctionId: string, options: ReaderOptions) => {
    await readLedger(options, async ({ ledger, state }) => {
      const auction = await ledger.market.getAuction({ auctionId });
      const period = await ledger.quota.getPeriod({ periodId: auction.periodId });
      output().result(auction, renderAuction(auction, period, state.file));
    });
  });
}

function addAudit(group: Command, { output }: CommandContext): void {
  withReaderOptions(
    group.command('audit <auction>').description('compute an auction anew from its bids, and compare'),
  ).action(async (auctionId: string, options: ReaderOptions) => {
    await readLedger(options, async ({ ledger, state }) => {
      const auction = await ledger.market.getAuction({ auctionId });
      if (auction.settlement === undefined) {
        throw new CliError('AUCTION_OPEN', 'the auction is not settled yet: see `acequia market show`');
      }
      const audit = auditAuction(auction);
      const lines = renderAudit(audit, state.file);
      if (audit.faults.length > 0) throw new CliError('AUCTION_WRONG', lines.join('\n'));
      output().result(audit, lines);
    });
  });
}
