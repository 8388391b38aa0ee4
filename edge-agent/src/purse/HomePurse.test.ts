import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { KeyStore } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { cipher } from '../../test/homeKeysOn.js';
import { waitFor } from '../../test/waitFor.js';
import type { Outgoing } from '../delegation/delegationEntry.js';
import { HomePurse, type PurseParts } from './HomePurse.js';

const SERVICE = `acc-${'9'.repeat(32)}`;
const COMMITTED: Committed = { requestId: 'f'.repeat(32), transactionId: '0'.repeat(64), blockNumber: 1 };
const CREDIT = { creditId: `${'1'.repeat(64)}-transfer`, amount: '500' };

describe('HomePurse', () => {
  let folder: string;
  let sent: Outgoing[];
  let transfers: unknown[];
  let opened: Map<string, string>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-purse-'));
    [sent, transfers] = [[], []];
    opened = new Map();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const token: PurseParts['ledger']['token'] = {
    openAccount: async ({ requestId = '', accountId }) => {
      await Promise.resolve();
      opened.set(requestId, accountId);
      return COMMITTED;
    },
    getBalance: async ({ accountId, asset }) =>
      asset === 'currency'
        ? Promise.resolve({ accountId, amount: '77', folded: '77', credits: [] })
        : Promise.resolve({ accountId, amount: '500', folded: '0', credits: [CREDIT] }),
    transfer: async (transfer) => {
      await Promise.resolve();
      transfers.push(transfer);
      return COMMITTED;
    },
  };
  const open = async (change: Partial<PurseParts> = {}): Promise<HomePurse> => {
    const purse = new HomePurse({
      ledger: { token },
      store: new KeyStore(folder, cipher),
      send: async (outgoing) => Promise.resolve(void sent.push(outgoing)),
      serviceAccountId: SERVICE,
      answerMs: 20,
      ...change,
    });
    await purse.load();
    return purse;
  };
  const told = (balance: string, at: number, from = 'community'): Parameters<HomePurse['handle']>[0] => ({
    from,
    body: { type: 'serviceBalance', balance, at },
  });

  it('is one account, opened once whatever is killed', async () => {
    const { accountId } = await (await open()).money();
    const again = await open();
    expect((await again.money()).accountId).to.equal(accountId);
    await again.money();
    expect([...opened.values()]).to.deep.equal([accountId]);
  });

  it('is another one where somebody took its name, and stays that', async () => {
    const taken: string[] = [];
    const openAccount: typeof token.openAccount = async ({ requestId = '', accountId }) => {
      if (taken.length === 0) taken.push(accountId);
      if (taken.includes(accountId)) throw new CodedError('ACCOUNT_EXISTS', 'there is such an account');
      opened.set(requestId, accountId);
      return Promise.resolve(COMMITTED);
    };
    const ledger = { token: { ...token, openAccount } };
    const purse = await open({ ledger });
    const refusal: unknown = await purse.money().catch((reason: unknown) => reason);
    expect(refusal).to.have.property('code', 'ACCOUNT_EXISTS');
    const { accountId } = await purse.money();
    expect(taken).to.not.include(accountId);
    expect((await (await open({ ledger })).money()).accountId).to.equal(accountId);
    expect(opened.size).to.equal(1);
  });

  it('tells what the community says the home has with it, and what it said last', async () => {
    const purse = await open({ answerMs: 60_000 });
    const asked = purse.money();
    const other = purse.money();
    await waitFor('both to ask', () => sent.length === 2);
    expect(new Set(sent.map(({ body }) => body.type))).to.deep.equal(new Set(['askServiceBalance']));
    await purse.handle(told('7', 100, 'SH2'));
    await purse.handle(told('900', 100));
    for (const money of [await asked, await other]) {
      expect(money).to.deep.include({ tokens: '500', currency: '77', service: { balance: '900', at: 100 } });
    }
    await purse.handle(told('800', 99));
    const again = await open();
    expect((await again.money()).service).to.deep.equal({ balance: '900', at: 100 });
    const without = await open({ store: new KeyStore(join(folder, 'new'), cipher), send: undefined });
    expect(await without.money()).to.not.have.property('service');
  });

  it('says whether something can be afforded, as the community tells it then', async () => {
    const purse = await open();
    await purse.handle(told('900', 100));
    expect(await purse.affords('a', 900n)).to.equal(undefined);
    expect(await purse.affords('a', 900n)).to.equal(undefined);
    expect(sent).to.have.length(1);
    await purse.handle(told('899', 101));
    expect(await purse.affords('b', 899n)).to.equal(undefined);
    expect(await purse.affords('a', 900n)).to.equal(false);
    await purse.handle(told('899', 102));
    expect(await purse.affords('b', 899n)).to.equal(true);
    expect(sent).to.have.length(2);
  });

  it('pays in as the home says, and asks for payouts once there is an account for them', async () => {
    const purse = await open();
    const requestId = 'a'.repeat(32);
    await purse.deposit({ requestId, amount: '300' });
    const [from] = opened.values();
    const fold = [CREDIT.creditId];
    expect(transfers).to.deep.equal([{ requestId, from, to: SERVICE, amount: '300', fold }]);
    const messageId = await (await open()).withdraw('200');
    expect(sent).to.deep.equal([
      { messageId, to: 'community', body: { type: 'withdraw', amount: '200', accountId: from } },
    ]);
    const codeOf = async (call: Promise<unknown>): Promise<unknown> => {
      const error: unknown = await call.catch((reason: unknown) => reason);
      return error instanceof CodedError ? error.code : error;
    };
    const poor = await open({ serviceAccountId: undefined, send: undefined });
    expect(await codeOf(poor.deposit({ requestId, amount: '1' }))).to.equal('SERVICE_ACCOUNT_MISSING');
    expect(await codeOf(poor.withdraw('1'))).to.equal('CHANNEL_MISSING');
  });
});
