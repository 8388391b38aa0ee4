import { join } from 'node:path';
import type { GatewayConfigFile } from '@acequia/gateway-app';
import type { BillDocument } from '@acequia/protocol';
import { z } from 'zod';
import { deliveredDocument } from '../harness/deliveredDocument.js';
import { eventually } from '../harness/eventually.js';
import type { HomeName } from '../harness/HomeName.js';
import { suite } from '../harness/Suite.js';
import { GatewayProgram } from './GatewayProgram.js';

const billsSchema = z.object({
  bills: z.array(z.object({ number: z.string(), status: z.string(), check: z.string() })),
});

/** The community's gateway, which bills, and that of a home, which checks its bills. */
export class BillingGateways {
  readonly home: GatewayProgram;
  readonly #homeId: HomeName;
  readonly #community: GatewayProgram;

  private constructor(homeId: HomeName, community: GatewayProgram, home: GatewayProgram) {
    this.#homeId = homeId;
    this.#community = community;
    this.home = home;
  }

  /**
   * Starts both, and waits until they are there.
   *
   * @param name of their folder in that of the run.
   * @param terms of the community's, beside a short transit.
   */
  static async start(
    homeId: HomeName,
    name: string,
    terms: GatewayConfigFile['community'],
  ): Promise<BillingGateways> {
    const { config, community } = suite();
    const dir = join(config.dir, name);
    const gateways = new BillingGateways(
      homeId,
      new GatewayProgram(dir, 'gateway-community', {
        role: 'community',
        dataDir: join(dir, 'community'),
        fabric: community.parties.gateway.connection,
        ...community.keys.community.config,
        api: {},
        community: { transitMs: 500, ...terms },
      }),
      new GatewayProgram(dir, 'gateway-home', {
        role: 'home',
        homeId,
        dataDir: join(dir, 'home'),
        fabric: community.home(homeId).connection,
        ...community.sealer(homeId).config,
        api: {},
      }),
    );
    await Promise.all(gateways.#both.map((gateway) => gateway.start()));
    await Promise.all(gateways.#both.map((gateway) => gateway.ready()));
    return gateways;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#both.map((gateway) => gateway.stop()));
  }

  /** The home's final bill for a period, once it has been delivered. */
  async finalBill(periodId: string): Promise<BillDocument> {
    const { ledger } = suite().community.home(this.#homeId);
    const number = await eventually(`the final bill of ${periodId}`, async () => {
      const bills = await ledger.billing.listBills({ homeId: this.#homeId });
      return bills.find((bill) => bill.periodId === periodId && bill.status === 'final')?.number;
    });
    return await deliveredDocument(ledger, number);
  }

  /** What the home's gateway finds of a final bill, once it has all readings that the bill is computed from. */
  async check({ number }: Pick<BillDocument, 'number'>): Promise<string> {
    return await eventually(`what ${this.#homeId} finds of ${number}`, async () => {
      const { bills } = await this.home.get(`/homes/${this.#homeId}/bills`, billsSchema);
      const found = bills.find((bill) => bill.number === number && bill.status === 'final');
      return found !== undefined && found.check !== 'incomplete' && found.check;
    });
  }

  get #both(): readonly GatewayProgram[] {
    return [this.#community, this.home];
  }
}
