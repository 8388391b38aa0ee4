import { TestDevice } from './TestDevice.js';
import { TestIdentity } from './TestIdentity.js';
import { TestLedger } from './TestLedger.js';

/** Ledger time when a test's community starts: 2016-09-01T00:00:00Z. */
const ORIGIN = Date.UTC(2016, 8, 1) / 1000;

/** A community of two homes with a meter in the first one, and one party of each role, on a ledger in memory. */
export class Community {
  readonly origin = ORIGIN;
  readonly ledger = new TestLedger();
  readonly operator = new TestIdentity('CommunityMSP', 'admin');
  readonly household = new TestIdentity('SH1MSP');
  readonly neighbour = new TestIdentity('SH2MSP');
  readonly auditor = new TestIdentity('PublicMSP');
  readonly installer = new TestIdentity('PublicMSP');
  readonly supplier = new TestIdentity('PublicMSP');
  readonly stranger = new TestIdentity('SH1MSP');
  readonly meter = new TestDevice('SH1', 'sh1-energy');

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

  /** Lets time pass on all clocks. */
  pass(seconds: number): void {
    this.ledger.nowMs += 1000 * seconds;
  }
}
