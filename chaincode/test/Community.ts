import { generateX25519, type Epoch } from '@acequia/protocol';
import type { Receipt } from './Receipt.js';
import { TEST_CHANNEL } from './TEST_CHANNEL.js';
import { TestDevice } from './TestDevice.js';
import { testEpoch } from './testEpoch.js';
import { TestIdentity } from './TestIdentity.js';
import { TestLedger } from './TestLedger.js';

/** Ledger time when a test's community starts: 2016-09-01T00:00:00Z. */
const ORIGIN = Date.UTC(2016, 8, 1) / 1000;

/** A community of two homes with a meter in the first one, and one party of each role, on a ledger in memory. */
export class Community {
  readonly origin = ORIGIN;
  readonly channel = TEST_CHANNEL;
  readonly ledger = new TestLedger();
  readonly operator = new TestIdentity('CommunityMSP', 'admin');
  /** Enrolled by those who play with it. */
  readonly secondOperator = new TestIdentity('CommunityMSP');
  readonly household = new TestIdentity('SH1MSP');
  readonly neighbour = new TestIdentity('SH2MSP');
  readonly auditor = new TestIdentity('PublicMSP');
  readonly installer = new TestIdentity('PublicMSP');
  readonly supplier = new TestIdentity('PublicMSP');
  readonly stranger = new TestIdentity('SH1MSP');
  readonly meter = new TestDevice('SH1', 'sh1-energy');
  /** The community's first operation key. */
  readonly communityKey = { version: 1, ...generateX25519() };
  readonly #latestEpochs = new Map<string, number>();
  #startMs = 0;

  /** The founding request; ledger time runs as fast as the clock. */
  get founding(): Readonly<Record<string, unknown>> {
    return {
      name: 'Acequia Alta',
      timeZone: 'Europe/Madrid',
      currency: { code: 'EUR', minorDigits: 2 },
      clock: { origin: ORIGIN, start: this.ledger.nowMs / 1000, speed: 1 },
    };
  }

  async start(): Promise<void> {
    const { ledger, operator } = this;
    this.#startMs = ledger.nowMs;
    await ledger.run(operator, 'registry', 'createCommunity', this.founding);
    for (const homeId of ['SH1', 'SH2']) {
      await ledger.run(operator, 'registry', 'enrolHome', { homeId, mspId: `${homeId}MSP` });
    }
    await this.enrol(this.household, 'household', 'SH1');
    await this.enrol(this.neighbour, 'household', 'SH2');
    await this.enrol(this.auditor, 'auditor');
    await this.enrol(this.installer, 'installer');
    await this.enrol(this.supplier, 'supplier');
    await ledger.run(operator, 'registry', 'enrolDevice', this.meter.enrolment);
  }

  async enrol({ mspId, keyHash }: TestIdentity, role: string, homeId?: string): Promise<void> {
    const party = { mspId, keyHash, role, ...(homeId !== undefined && { homeId }) };
    await this.ledger.run(this.operator, 'registry', 'enrolParty', party);
  }

  /** Ledger time. */
  get now(): number {
    return ORIGIN + (this.ledger.nowMs - this.#startMs) / 1000;
  }

  /** Publishes the community's first operation key. */
  async publishKey(): Promise<Receipt> {
    const { version, publicKey } = this.communityKey;
    const request = { version, publicKey: publicKey.toString('base64') };
    return this.ledger.run(this.operator, 'keys', 'publishOperationKey', request);
  }

  /** A home's next epoch, from now on. */
  nextEpoch(homeId = 'SH1', changes: Partial<Epoch> = {}): Epoch {
    const epoch = (this.#latestEpochs.get(homeId) ?? 0) + 1;
    return { ...testEpoch(homeId, epoch, this.now, this.communityKey), ...changes };
  }

  /**
   * Publishes a home's next epoch, from now on, and the community's key before the first: an epoch that is not over is revoked.
   *
   * @returns its number.
   */
  async openEpoch(homeId = 'SH1'): Promise<number> {
    if (this.#latestEpochs.size === 0) await this.publishKey();
    const epoch = this.nextEpoch(homeId);
    const identity = homeId === 'SH1' ? this.household : this.neighbour;
    await this.ledger.run(identity, 'keys', 'publishEpochs', { homeId, epochs: [epoch] });
    this.#latestEpochs.set(homeId, epoch.epoch);
    return epoch.epoch;
  }

  /** A new pseudonym. */
  newTrader(): TestIdentity {
    return new TestIdentity('TradersMSP');
  }

  /** Lets time pass on all clocks. */
  pass(seconds: number): void {
    this.ledger.nowMs += 1000 * seconds;
  }
}
