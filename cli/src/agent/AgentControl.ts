import {
  alarmsAnswerSchema,
  breachesAnswerSchema,
  consentLogSchema,
  delegationsAnswerSchema,
  delegationViewSchema,
  disclosedAnswerSchema,
  disputeOpenedAnswerSchema,
  disputesAnswerSchema,
  dryRunAnswerSchema,
  forecastsAnswerSchema,
  keysAnswerSchema,
  moneyAnswerSchema,
  moneyDoneSchema,
  readingsAnswerSchema,
  tradingLogAnswerSchema,
  tradesAnswerSchema,
  tradeViewSchema,
  tradingRulesSchema,
  withdrawAnswerSchema,
  type BreachView,
  type ConsentLog,
  type ControlEvent,
  type ControlFile,
  type CounterOrder,
  type Decision,
  type DelegationView,
  type DepositBody,
  type DisclosedAnswer,
  type DisputesAnswer,
  type ForecastView,
  type KeysAnswer,
  type MoneyAnswer,
  type OfferBody,
  type OpenDisputeBody,
  type OpenedAlarm,
  type ReadingsAnswer,
  type RedeemBody,
  type TradeOrder,
  type TradeView,
  type TradingLogEntry,
  type TradingRules,
  type TradingRulesInput,
} from '@acequia/edge-agent';
import { followEvents } from './followEvents.js';
import { requestAgent } from './requestAgent.js';

/** A home's agent on this machine, order by order. All throw CliError as {@link requestAgent}. */
export class AgentControl {
  readonly #control: ControlFile;

  constructor(control: ControlFile) {
    this.#control = control;
  }

  /** In the order in which they were opened. */
  async alarms(): Promise<readonly OpenedAlarm[]> {
    return (await requestAgent(this.#control, '/alarms', alarmsAnswerSchema)).alarms;
  }

  async delegations(): Promise<readonly DelegationView[]> {
    return (await requestAgent(this.#control, '/delegations', delegationsAnswerSchema)).delegations;
  }

  async offer(body: OfferBody): Promise<DelegationView> {
    return requestAgent(this.#control, '/delegations', delegationViewSchema, body);
  }

  async accept(delegationId: string): Promise<DelegationView> {
    return this.#answer(delegationId, 'accept');
  }

  async decline(delegationId: string): Promise<DelegationView> {
    return this.#answer(delegationId, 'decline');
  }

  async cancel(delegationId: string): Promise<DelegationView> {
    return this.#answer(delegationId, 'cancel');
  }

  async readings(delegationId: string): Promise<ReadingsAnswer> {
    return requestAgent(this.#control, `/delegations/${delegationId}/readings`, readingsAnswerSchema);
  }

  /** @returns the dispute's id. */
  async openDispute(body: OpenDisputeBody): Promise<string> {
    return (await requestAgent(this.#control, '/disputes', disputeOpenedAnswerSchema, body)).disputeId;
  }

  async disclose(disputeId: string): Promise<DisclosedAnswer> {
    return requestAgent(this.#control, `/disputes/${disputeId}/disclose`, disclosedAnswerSchema, {});
  }

  async disputes(): Promise<DisputesAnswer['disputes']> {
    return (await requestAgent(this.#control, '/disputes', disputesAnswerSchema)).disputes;
  }

  async consent(): Promise<ConsentLog> {
    return requestAgent(this.#control, '/consent', consentLogSchema);
  }

  async keys(): Promise<KeysAnswer> {
    return requestAgent(this.#control, '/keys', keysAnswerSchema);
  }

  async rotateKeys(): Promise<KeysAnswer> {
    return requestAgent(this.#control, '/keys/rotate', keysAnswerSchema, {});
  }

  /** The rules by which the home trades. */
  async rules(): Promise<TradingRules> {
    return requestAgent(this.#control, '/trading/rules', tradingRulesSchema);
  }

  /** Puts other rules in place of all. */
  async setRules(rules: TradingRulesInput): Promise<TradingRules> {
    return requestAgent(this.#control, '/trading/rules', tradingRulesSchema, rules, 'PUT');
  }

  async forecasts(): Promise<readonly ForecastView[]> {
    return (await requestAgent(this.#control, '/trading/forecast', forecastsAnswerSchema)).forecasts;
  }

  /** What the rules come to now; nothing is done. */
  async dryRun(): Promise<readonly Decision[]> {
    return (await requestAgent(this.#control, '/trading/dry-run', dryRunAnswerSchema, {})).decisions;
  }

  /** In order of time. */
  async tradingLog(): Promise<readonly TradingLogEntry[]> {
    return (await requestAgent(this.#control, '/trading/log', tradingLogAnswerSchema)).entries;
  }

  /** In the order in which they began. */
  async trades(): Promise<readonly TradeView[]> {
    return (await requestAgent(this.#control, '/trading/trades', tradesAnswerSchema)).trades;
  }

  /** Has something bought or sold now. @returns the trades that it began. */
  async order(order: TradeOrder): Promise<readonly TradeView[]> {
    return (await requestAgent(this.#control, '/trading/trades', tradesAnswerSchema, order)).trades;
  }

  /** What the community claims of the home's sales. */
  async breaches(): Promise<readonly BreachView[]> {
    return (await requestAgent(this.#control, '/trading/breaches', breachesAnswerSchema)).breaches;
  }

  /** Says on the ledger that what the community claims of a sale is wrong. */
  async disputeTrade(tradeId: string): Promise<TradeView> {
    return requestAgent(this.#control, `/trading/trades/${tradeId}/dispute`, tradeViewSchema, {});
  }

  /** What the household has; the community is asked, which takes some seconds. */
  async money(): Promise<MoneyAnswer> {
    return requestAgent(this.#control, '/money', moneyAnswerSchema);
  }

  /** Pays into the home's account with the community. */
  async deposit(body: DepositBody): Promise<void> {
    await requestAgent(this.#control, '/money/deposit', moneyDoneSchema, body);
  }

  /** Buys or sells tokens at the community's counter. */
  async trade(side: 'buy' | 'sell', order: CounterOrder): Promise<void> {
    await requestAgent(this.#control, `/money/${side}`, moneyDoneSchema, order);
  }

  /** Asks the operator to have the bank pay currency out. */
  async payout(body: DepositBody): Promise<void> {
    await requestAgent(this.#control, '/money/payout', moneyDoneSchema, body);
  }

  /** Takes a voucher's tokens. */
  async redeem(voucher: RedeemBody): Promise<void> {
    await requestAgent(this.#control, '/money/redeem', moneyDoneSchema, voucher);
  }

  /** Asks the community to pay out, minor units. @returns the id of the letter that asks. */
  async withdraw(amount: string): Promise<string> {
    return (await requestAgent(this.#control, '/withdraw', withdrawAnswerSchema, { amount })).messageId;
  }

  /** What happens from now on, until the signal aborts. */
  events(signal: AbortSignal): AsyncGenerator<ControlEvent, void, undefined> {
    return followEvents(this.#control, signal);
  }

  async #answer(delegationId: string, answer: 'accept' | 'decline' | 'cancel'): Promise<DelegationView> {
    return requestAgent(this.#control, `/delegations/${delegationId}/${answer}`, delegationViewSchema, {});
  }
}
