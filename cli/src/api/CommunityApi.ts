import { CliError } from '../CliError.js';
import {
  answers,
  type BillAnswer,
  type CommunityAnswer,
  type DisputeAnswer,
  type HomeAnswer,
  type PeriodAnswer,
  type SentAlarm,
  type SummaryAnswer,
  type UseAnswer,
  type WarningAnswer,
} from './answers.js';
import { ApiClient } from './ApiClient.js';

/** A gateway's API, method by method. All throw CliError as {@link ApiClient.get}. */
export class CommunityApi {
  readonly #client: ApiClient;

  constructor(url: string) {
    this.#client = new ApiClient(url);
  }

  get url(): string {
    return this.#client.url;
  }

  /** Undefined before the community has been registered, or the gateway has read of it. */
  async findCommunity(): Promise<CommunityAnswer | undefined> {
    return (await this.#client.get('/status', answers.status)).community;
  }

  /** @throws CliError COMMUNITY_MISSING where {@link findCommunity} finds none. */
  async community(): Promise<CommunityAnswer> {
    const community = await this.findCommunity();
    if (community !== undefined) return community;
    throw new CliError('COMMUNITY_MISSING', 'the gateway knows no community yet: run `acequia init`');
  }

  async summary(): Promise<SummaryAnswer> {
    return this.#client.get('/summary', answers.summary);
  }

  async homes(): Promise<readonly HomeAnswer[]> {
    return (await this.#client.get('/homes', answers.homes)).homes;
  }

  async home(homeId: string): Promise<HomeAnswer> {
    return this.#client.get(`/homes/${encodeURIComponent(homeId)}`, answers.home);
  }

  /** @param periodId the present period when absent. */
  async use(homeId: string, periodId?: string): Promise<UseAnswer> {
    const query = periodId === undefined ? '' : `?period=${encodeURIComponent(periodId)}`;
    return this.#client.get(`/homes/${encodeURIComponent(homeId)}/use${query}`, answers.use);
  }

  async bills(homeId: string): Promise<readonly BillAnswer[]> {
    return (await this.#client.get(`/homes/${encodeURIComponent(homeId)}/bills`, answers.bills)).bills;
  }

  async bill(number: string): Promise<BillAnswer> {
    return this.#client.get(`/bills/${encodeURIComponent(number)}`, answers.bill);
  }

  async periods(): Promise<readonly PeriodAnswer[]> {
    return (await this.#client.get('/periods', answers.periods)).periods;
  }

  async period(periodId: string): Promise<PeriodAnswer> {
    return this.#client.get(`/periods/${encodeURIComponent(periodId)}`, answers.period);
  }

  /** How many epochs a home has begun: they are numbered from 1. */
  async epochs(homeId: string): Promise<number> {
    const path = `/homes/${encodeURIComponent(homeId)}/epochs?limit=1`;
    return (await this.#client.get(path, answers.epochs)).epochs[0]?.epoch ?? 0;
  }

  /** What the community's gateway sent to whom, the newest first; homes' gateways do not tell. */
  async sentAlarms(limit: number): Promise<readonly SentAlarm[]> {
    return (await this.#client.get(`/alarms?limit=${String(limit)}`, answers.alarms)).alarms;
  }

  /** A home's disputes, the newest first. */
  async disputes(homeId: string): Promise<readonly DisputeAnswer[]> {
    return (await this.#client.get(`/homes/${encodeURIComponent(homeId)}/disputes`, answers.disputes))
      .disputes;
  }

  /** All homes' warnings, the oldest first: the community's gateway alone tells them. */
  async warnings(): Promise<readonly WarningAnswer[]> {
    return (await this.#client.get('/warnings', answers.warnings)).warnings;
  }
}
