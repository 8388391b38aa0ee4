import type { z } from 'zod';
import type { AlarmInbox } from '../alarms/AlarmInbox.js';
import type { ConsentDesk } from '../consent/ConsentDesk.js';
import type { DelegateeReader } from '../delegation/DelegateeReader.js';
import type { DelegationBook } from '../delegation/DelegationBook.js';
import type { DelegationEntry } from '../delegation/delegationEntry.js';
import type { DelegationService } from '../delegation/DelegationService.js';
import { delegationView } from '../delegation/delegationView.js';
import type { HomeCounter } from '../purse/HomeCounter.js';
import type { HomePurse } from '../purse/HomePurse.js';
import {
  counterOrderSchema,
  depositBodySchema,
  payoutBodySchema,
  redeemBodySchema,
} from '../purse/purseSchemas.js';
import type { BreachDesk } from '../trading/BreachDesk.js';
import { tradeOrderSchema } from '../trading/tradeViews.js';
import { tradingRulesSchema } from '../trading/tradingRules.js';
import type { TradingService } from '../trading/TradingService.js';
import { getRoute, postRoute, putRoute, type ControlRoute } from './ControlRoute.js';
import {
  emptyBodySchema,
  offerBodySchema,
  openDisputeBodySchema,
  withdrawBodySchema,
  type DelegationView,
  type KeysAnswer,
} from './controlSchemas.js';
import type { DisputeDesk } from './DisputeDesk.js';

/** What the control API is a way to. */
export interface ControlServices {
  readonly inbox: AlarmInbox;
  readonly book: DelegationBook;
  readonly reader: DelegateeReader;
  readonly delegations: DelegationService;
  readonly disputes: DisputeDesk;
  readonly consent: ConsentDesk;
  readonly trading: TradingService;
  readonly breaches: BreachDesk;
  readonly purse: HomePurse;
  readonly counter: HomeCounter;
  readonly keys: () => Promise<KeysAnswer>;
  /** Makes a new operation key and a new epoch. */
  readonly rotate: () => Promise<void>;
}

/** The control API's paths. */
export function controlRoutes(services: ControlServices): ControlRoute[] {
  return [
    ...ofAlarms(services),
    ...ofDelegations(services),
    ...ofDisputes(services),
    ...ofTrading(services),
    ...ofMoney(services),
    ...ofKeys(services),
  ];
}

function ofAlarms({ inbox }: ControlServices): ControlRoute[] {
  return [getRoute('/alarms', async () => Promise.resolve({ alarms: inbox.list() }))];
}

function ofDelegations({ book, reader, delegations }: ControlServices): ControlRoute[] {
  const view = (entry: DelegationEntry): DelegationView =>
    delegationView(entry, reader.state(entry.delegationId));
  const body = emptyBodySchema;
  return [
    getRoute('/delegations', async () => Promise.resolve({ delegations: book.list().map(view) })),
    postRoute('/delegations', { body: offerBodySchema, status: 201 }, async (_, offer) =>
      view(await delegations.offer(offer)),
    ),
    postRoute('/delegations/:id/accept', { body }, async (id) => view(await delegations.accept(id))),
    postRoute('/delegations/:id/decline', { body }, async (id) => view(await delegations.decline(id))),
    postRoute('/delegations/:id/cancel', { body }, async (id) => view(await delegations.cancel(id))),
    getRoute('/delegations/:id/readings', async (id) => reader.readings(id)),
  ];
}

function ofDisputes({ disputes, consent }: ControlServices): ControlRoute[] {
  return [
    getRoute('/consent', async () => consent.draw()),
    getRoute('/disputes', async () => disputes.list()),
    postRoute('/disputes', { body: openDisputeBodySchema, status: 201 }, async (_, dispute) => ({
      disputeId: await disputes.open(dispute),
    })),
    postRoute('/disputes/:id/disclose', { body: emptyBodySchema }, async (id) => disputes.disclose(id)),
  ];
}

function ofTrading({ trading, breaches }: ControlServices): ControlRoute[] {
  return [
    getRoute('/trading/rules', async () => Promise.resolve(trading.rules)),
    putRoute('/trading/rules', { body: tradingRulesSchema }, async (rules) => trading.setRules(rules)),
    getRoute('/trading/forecast', async () => ({ forecasts: await trading.forecasts() })),
    getRoute('/trading/log', async () => Promise.resolve({ entries: trading.logged() })),
    getRoute('/trading/trades', async () => Promise.resolve({ trades: trading.trades() })),
    postRoute('/trading/trades', { body: tradeOrderSchema, status: 201 }, async (_, order) => ({
      trades: await trading.order(order),
    })),
    getRoute('/trading/breaches', async () => ({ breaches: await breaches.list() })),
    postRoute('/trading/trades/:id/dispute', { body: emptyBodySchema }, async (id) => trading.dispute(id)),
    postRoute('/trading/dry-run', { body: emptyBodySchema }, async () => ({
      decisions: await trading.dryRun(),
    })),
  ];
}

function ofMoney({ purse, counter }: ControlServices): ControlRoute[] {
  return [
    getRoute('/money', async () => purse.money()),
    moneyRoute('deposit', depositBodySchema, async (deposit) => purse.deposit(deposit)),
    moneyRoute('buy', counterOrderSchema, async (order) => counter.buy(order)),
    moneyRoute('sell', counterOrderSchema, async (order) => counter.sell(order)),
    moneyRoute('payout', payoutBodySchema, async (payout) => counter.payout(payout)),
    moneyRoute('redeem', redeemBodySchema, async (voucher) => counter.redeem(voucher)),
    postRoute('/withdraw', { body: withdrawBodySchema, status: 202 }, async (_, { amount }) => ({
      messageId: await purse.withdraw(amount),
    })),
  ];
}

/** Something that is done with the home's money; it answers with the request. */
function moneyRoute<S extends z.ZodType<{ readonly requestId: string }>>(
  name: string,
  body: S,
  run: (request: z.output<S>) => Promise<void>,
): ControlRoute {
  return postRoute(`/money/${name}`, { body, status: 201 }, async (_, request) => {
    await run(request);
    return { requestId: request.requestId };
  });
}

function ofKeys({ keys, rotate }: ControlServices): ControlRoute[] {
  return [
    getRoute('/keys', keys),
    postRoute('/keys/rotate', { body: emptyBodySchema }, async () => {
      await rotate();
      return keys();
    }),
  ];
}
