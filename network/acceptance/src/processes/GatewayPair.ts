import { join } from 'node:path';
import type { GatewayConfigFile } from '@acequia/gateway-app';
import type { BillDocument } from '@acequia/protocol';
import { z } from 'zod';
import { deliveredDocument } from '../harness/deliveredDocument.js';
import { eventually } from '../harness/eventually.js';
import type { HomeName } from '../harness/HomeName.js';
import type { Member } from '../harness/Member.js';
import type { Suite } from '../harness/Suite.js';
import { GatewayProgram } from './GatewayProgram.js';

const billsSchema = z.object({
  bills: z.array(z.object({ number: z.string(), status: z.string(), check: z.string() })),
});

/** The community's gateway, which bills, and a home's own, which checks what it is billed. */
export class GatewayPair {
  readonly ofCommunity: GatewayProgram;
  readonly ofHome: GatewayProgram;
  readonly #homeId: HomeName;
  readonly #home: Member;

  /** @param dir for both; absolute. @param terms of the community's. Nothing runs yet. */
  constructor(
    { community }: Suite,
    dir: string,
    { homeId, terms }: { readonly homeId: HomeName; readonly terms: GatewayConfigFile['community'] },
  ) {
    this.#homeId = homeId;
    this.#home = community.home(homeId);
    this.ofCommunity = new GatewayProgram(dir, 'gateway-community', {
      role: 'community',
      dataDir: join(dir, 'community'),
      fabric: community.parties.gateway.connection,
      ...community.keys.community.config,
      api: {},
      community: terms,
    });
    this.ofHome = new GatewayProgram(dir, 'gateway-home', {
      role: 'home',
      homeId,
      dataDir: join(dir, 'home'),
      fabric: this.#home.connection,
      ...community.sealer(homeId).config,
      api: {},
    });
  }

  /** Starts both, and waits until they are ready. */
  async start(): Promise<void> {
    await Promise.all([this.ofCommunity.start(), this.ofHome.start()]);
    await Promise.all([this.ofCommunity.ready(), this.ofHome.ready()]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.ofCommunity.stop(), this.ofHome.stop()]);
  }

  /** Waits until the home has its final bill for a period. */
  async finalBill(periodId: string): Promise<BillDocument> {
    const { ledger } = this.#home;
    const number = await eventually(`the final bill of ${periodId}`, async () => {
      const bills = await ledger.billing.listBills({ homeId: this.#homeId });
      return bills.find((bill) => bill.periodId === periodId && bill.status === 'final')?.number;
    });
    return await deliveredDocument(ledger, number);
  }

  /** Waits until the home's own gateway has all that a bill is computed from. @returns what it finds. */
  async checkOf({ number }: BillDocument): Promise<string> {
    return await eventually(`what ${this.#homeId} finds of ${number}`, async () => {
      const { bills } = await this.ofHome.get(`/homes/${this.#homeId}/bills`, billsSchema);
      const found = bills.find((bill) => bill.number === number && bill.status === 'final');
      return found !== undefined && found.check !== 'incomplete' && found.check;
    });
  }
}
