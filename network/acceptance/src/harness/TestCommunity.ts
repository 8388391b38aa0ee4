import { setTimeout as sleep } from 'node:timers/promises';
import {
  toLedgerTime,
  toWallTime,
  type Flow,
  type LedgerClock,
  type MeteredResource,
  type Role,
} from '@acequia/protocol';
import { asSubmission } from './asSubmission.js';
import { CalendarOfTests, type MonthOfTests } from './CalendarOfTests.js';
import type { Member } from './Member.js';
import type { Members } from './Members.js';
import { Meter, type MeterWindow } from './Meter.js';
import { settle } from './settle.js';
import { Treasury } from './Treasury.js';
import { HOME_NAMES, type HomeName } from './HomeName.js';
import type { HomeSealer } from './HomeSealer.js';
import { TestKeys } from './TestKeys.js';
import type { TestParties } from './TestParties.js';

/** 2016-10-01T00:00:00+02:00: where the ledger's clock starts, after all months that tests bill. */
const ORIGIN = 1_475_272_800;

/** The community that all tests share: made once through the client itself. */
export class TestCommunity {
  readonly parties: TestParties;
  readonly clock: LedgerClock;
  readonly members: Members;
  readonly treasury: Treasury;
  readonly keys: TestKeys;
  readonly #calendar = new CalendarOfTests();

  private constructor(members: Members, parties: TestParties, clock: LedgerClock, keys: TestKeys) {
    this.members = members;
    this.parties = parties;
    this.clock = clock;
    this.keys = keys;
    this.treasury = new Treasury(parties.operator, () => this.settled());
  }

  /**
   * Founds the community, enrols its homes and parties, and publishes the operation keys of community and auditor.
   *
   * @param speed ledger seconds a second.
   * @param secrets folder for the homes' and the community's keys; absolute.
   */
  static async found(members: Members, speed: number, secrets: string): Promise<TestCommunity> {
    const parties = await openParties(members);
    const clock: LedgerClock = { origin: ORIGIN, start: Math.floor(Date.now() / 1000), speed };
    const keys = await TestKeys.open(secrets, parties, clock);
    const community = new TestCommunity(members, parties, clock, keys);
    await community.#register();
    await Promise.all([keys.community.publishFirst(), keys.auditor.publish()]);
    return community;
  }

  get operator(): Member {
    return this.parties.operator;
  }

  /** The ledger's time now, in seconds, by this machine's clock. */
  now(): number {
    return toLedgerTime(this.clock, Date.now());
  }

  /** Waits until the ledger's clock has reached a time. @param time ledger seconds. */
  async reach(time: number): Promise<void> {
    await sleep(Math.max(0, toWallTime(this.clock, time) - Date.now()));
  }

  /** A member of each organisation, at its own peer. */
  get readers(): readonly Member[] {
    const { operator, households, auditor } = this.parties;
    return [operator, ...HOME_NAMES.map((homeId) => households[homeId]), auditor];
  }

  /**
   * Waits until every organisation's peer has the newest block: what one party has written is refused to no other then because
   * of an endorser that is behind.
   */
  async settled(): Promise<void> {
    await settle(this.readers);
  }

  home(homeId: HomeName): Member {
    return this.parties.households[homeId];
  }

  /** A home's keys. */
  sealer(homeId: string): HomeSealer {
    return this.keys.homes[homeName(homeId)];
  }

  /** A month that no other test uses. Periods can only be opened in the order of the months. */
  month(): MonthOfTests {
    return this.#calendar.next();
  }

  /**
   * Enrols a fresh meter; every peer knows it then.
   *
   * @param firstStart ledger seconds of its first window; a day before the clock's origin when absent.
   */
  async enrolMeter(
    homeId: HomeName,
    resource: MeteredResource = 'energy',
    firstStart = ORIGIN - 86_400,
    flow: Flow = 'consumption',
  ): Promise<Meter> {
    const sealer = this.sealer(homeId);
    const meter = new Meter(homeId, resource, firstStart, sealer, flow);
    await Promise.all([this.operator.ledger.registry.enrolDevice(meter.enrolment), sealer.epoch()]);
    await this.settled();
    return meter;
  }

  /** Submits windows as their home and takes note of them. */
  async submit(meter: Meter, ...windows: readonly MeterWindow[]): Promise<void> {
    await this.home(homeName(meter.homeId)).ledger.monitoring.submitWindows(...asSubmission(windows));
    meter.took(...windows);
    await this.sealer(meter.homeId).epoch();
  }

  async #register(): Promise<void> {
    const { registry } = this.operator.ledger;
    const { gateway, households, auditor, installer } = this.parties;
    await registry.createCommunity({
      name: 'Acceptance',
      timeZone: 'Europe/Madrid',
      currency: { code: 'EUR', minorDigits: 2 },
      clock: this.clock,
    });
    await Promise.all(
      HOME_NAMES.map((homeId) => registry.enrolHome({ homeId, mspId: households[homeId].mspId })),
    );
    const enrol = async ({ mspId, keyHash }: Member, role: Role, homeId?: HomeName): Promise<void> => {
      await registry.enrolParty({ mspId, keyHash, role, ...(homeId === undefined ? {} : { homeId }) });
    };
    await Promise.all([
      enrol(gateway, 'operator'),
      enrol(auditor, 'auditor'),
      enrol(installer, 'installer'),
      ...HOME_NAMES.map((homeId) => enrol(households[homeId], 'household', homeId)),
      this.treasury.publish(),
    ]);
  }
}

function homeName(homeId: string): HomeName {
  const found = HOME_NAMES.find((name) => name === homeId);
  if (found === undefined) throw new Error(`the tests have no home ${homeId}`);
  return found;
}

async function openParties(members: Members): Promise<TestParties> {
  const open = (mspId: string, identity: string): Promise<Member> => members.open({ mspId, identity });
  const [operator, gateway, SH1, SH2, SH3, auditor, installer, stranger] = await Promise.all([
    open('CommunityMSP', 'admin'),
    open('CommunityMSP', 'user1'),
    open('SH1MSP', 'user1'),
    open('SH2MSP', 'user1'),
    open('SH3MSP', 'user1'),
    open('PublicMSP', 'user1'),
    open('PublicMSP', 'user2'),
    // Unknown it is everywhere and for good: no reason to ask twice.
    members.open({ mspId: 'PublicMSP', identity: 'user3', lagMs: 0 }),
  ]);
  return { operator, gateway, households: { SH1, SH2, SH3 }, auditor, installer, stranger };
}
