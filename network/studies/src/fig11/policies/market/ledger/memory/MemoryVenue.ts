import { Community, contractsInMemory, TEST_CHANNEL, TestIdentity } from '@acequia/chaincode/testing';
import { StudyError } from '../../../../../StudyError.js';
import type { Venue, VenueParty } from '../Venue.js';
import { PHASES } from './PHASES.js';

/** A community on all contracts in memory, with a clock that stands still until it is told to go on. */
export class MemoryVenue implements Venue {
  readonly channel = TEST_CHANNEL;
  readonly operator: Venue['operator'];
  readonly traders: readonly VenueParty[];
  readonly phases = PHASES;
  readonly #community: Community;

  private constructor(community: Community, homes: number) {
    const { ledger, operator } = community;
    this.#community = community;
    const { keyHash, privateKey } = operator;
    this.operator = { keyHash, privateKey, ledger: contractsInMemory(ledger, operator) };
    this.traders = Array.from({ length: homes }, () => {
      const identity = new TestIdentity('TradersMSP');
      return { keyHash: identity.keyHash, ledger: contractsInMemory(ledger, identity) };
    });
  }

  /** @param homes how many trade. */
  static async found(homes: number): Promise<MemoryVenue> {
    const community = new Community();
    await community.start();
    return new MemoryVenue(community, homes);
  }

  now(): number {
    return this.#community.now;
  }

  /** @throws StudyError STUDY_UNSOUND when the time is past. */
  reach(time: number): Promise<void> {
    const rest = time - this.now();
    if (rest < 0) return Promise.reject(new StudyError('STUDY_UNSOUND', `it is ${-rest} s late already`));
    this.#community.pass(rest);
    return Promise.resolve();
  }

  /** As it is in the study. */
  roundStart(dayStart: number, second: number): number {
    return dayStart + second;
  }

  /** One after the other: the ledger in memory carries out one transaction at a time. */
  async each<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
    const results: R[] = [];
    for (const [index, item] of items.entries()) results.push(await work(item, index));
    return results;
  }
}
