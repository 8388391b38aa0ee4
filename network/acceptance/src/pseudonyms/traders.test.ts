import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawEndorsers, LedgerError } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { openTrader, type Trader, type TraderOptions } from '../harness/openTrader.js';
import { suite } from '../harness/Suite.js';

/** Said by the network itself: the chaincode was never asked. */
const UNHEARD = ['ENDORSERS_MISSING', 'LEDGER_REFUSED', 'LEDGER_UNAVAILABLE'];
/** Of who is to be heard nowhere: nothing is lost by giving up. */
const HASTY = { lag: 0, outage: 2_000 };

describe('a pseudonym', () => {
  let folder: string;
  let opened: Trader[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-traders-'));
    opened = [];
  });
  afterEach(async () => {
    for (const { client } of opened) client.close();
    await rm(folder, { recursive: true });
  });

  const open = async (options: Partial<TraderOptions> = {}): Promise<Trader> => {
    const trader = await openTrader(suite().network.description, {
      journalDir: join(folder, String(opened.length)),
      // Refused it is everywhere and for good.
      patience: { lag: 0 },
      ...options,
    });
    opened.push(trader);
    return trader;
  };
  const failure = async (call: Promise<unknown>): Promise<LedgerError> => {
    const error = await call.then(
      () => new Error('it was not refused'),
      (reason: unknown) => reason,
    );
    if (error instanceof LedgerError) return error;
    throw error;
  };

  it('is let in by the peers and orderers of the channel, and judged by the chaincode', async () => {
    const { client } = await open();
    expect(await client.height()).to.be.above(1);
    // Who is who among the parties is none of its business.
    const { code } = await failure(client.ledger.registry.listHomes());
    expect(code).to.be.oneOf(['PARTY_UNKNOWN', 'ROLE_DENIED']);
  });

  it('has its transactions endorsed by the community and a home that each draws', async () => {
    const { client } = await open();
    const { organisations } = suite().network.description;
    const homes = organisations.filter(({ kind }) => kind === 'home').map(({ mspId }) => mspId);
    const asked = new Set<string>();
    for (let i = 0; i < 8; i += 1) {
      const { code, details, transactionId } = await failure(
        client.ledger.registry.enrolHome({ homeId: 'SH77', mspId: 'SH77MSP' }),
      );
      expect(code).to.be.oneOf(['PARTY_UNKNOWN', 'ROLE_DENIED']);
      const drawn = drawEndorsers(transactionId ?? '', 'CommunityMSP', homes);
      for (const { mspId } of details) {
        expect(drawn).to.include(mspId);
        asked.add(mspId);
      }
    }
    expect(asked.size).to.be.above(0);
  });

  it('is nobody with a certificate of another authority', async () => {
    const { organisations } = suite().network.description;
    const home = organisations.find(({ kind }) => kind === 'home')?.identities.admin;
    if (home === undefined) throw new Error('a home has an admin');
    const { client } = await open({ authority: home, patience: HASTY });
    const { code } = await failure(client.ledger.registry.listHomes());
    expect(code).to.be.oneOf(UNHEARD);
  });

  it('is nobody once its certificate has expired', async () => {
    const { client } = await open({ notAfter: new Date(Date.now() - 60_000), patience: HASTY });
    const { code } = await failure(client.ledger.registry.enrolHome({ homeId: 'SH77', mspId: 'SH77MSP' }));
    expect(code).to.be.oneOf(UNHEARD);
  });
});
