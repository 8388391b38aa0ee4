import { MAX_AMOUNT, type BalanceView } from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import type { TestIdentity } from '../../test/TestIdentity.js';
import { TokenScene } from '../../test/TokenScene.js';

const UNKNOWN = `acc-${'9'.repeat(32)}`;

describe('token', () => {
  let scene: TokenScene;
  let community: Community;
  beforeEach(async () => {
    scene = new TokenScene();
    ({ community } = scene);
    await scene.start();
  });

  it('is published once, its supply credited to the treasury', async () => {
    const { ledger, operator, start } = freshCommunity();
    await start();
    const { treasury, fund } = scene;
    const request = { name: 'T', symbol: 'TT', decimals: 0, supply: '5', treasury, fund };
    await expectCode(ledger.run(operator, 'token', 'getToken'), 'TOKEN_UNKNOWN');
    await expectCode(ledger.run(operator, 'token', 'publish', request), 'ACCOUNT_UNKNOWN');
    await ledger.run(operator, 'token', 'openAccount', { accountId: treasury });
    await expectCode(ledger.run(operator, 'token', 'publish', request), 'ACCOUNT_UNKNOWN');
    await ledger.run(operator, 'token', 'openAccount', { accountId: fund });
    const { writes, transactionId } = await ledger.run(operator, 'token', 'publish', request);
    expect(writes).to.deep.equal({
      token: { name: 'T', symbol: 'TT', decimals: 0, fund, owner: partyOf(operator) },
      reserve: { supply: '5', currency: '0' },
      [`credit/${treasury}/${transactionId}-supply`]: { amount: '5' },
    });
    await expectCode(scene.publish(), 'TOKEN_EXISTS');
    const { result } = await community.ledger.run(community.household, 'token', 'getToken');
    const owner = partyOf(community.operator);
    expect(result).to.deep.equal({ name: 'Smart City Token', symbol: 'SCT', decimals: 2, fund, owner });
  });

  it('opens accounts of the caller, empty', async () => {
    const { mspId, keyHash } = community.household;
    const { writes } = await scene.open(community.household, UNKNOWN);
    expect(writes).to.deep.equal({
      [`account/${UNKNOWN}`]: { accountId: UNKNOWN, ownerMspId: mspId, ownerKeyHash: keyHash },
      [`balance/${UNKNOWN}`]: { amount: '0' },
    });
    await expectCode(scene.open(community.supplier, UNKNOWN), 'ACCOUNT_EXISTS');
  });

  describe('transfer', () => {
    it('debits one key, folds by key and credits a new key', async () => {
      const { writes, reads, ranges, transactionId } = await scene.transfer();
      expect(writes).to.deep.equal({
        [`balance/${scene.treasury}`]: { amount: '700' },
        [`credit/${scene.treasury}/${scene.supply}`]: null,
        [`credit/${scene.home}/${transactionId}-transfer`]: { amount: '300' },
      });
      expect(reads).not.to.include(`balance/${scene.home}`);
      expect(ranges).to.deep.equal([]);
    });

    it('is of the owner alone', async () => {
      const { ledger, household, auditor } = community;
      const forged = { from: scene.treasury, to: scene.home, amount: '1', fold: [scene.supply] };
      await expectCode(ledger.run(household, 'token', 'transfer', forged), 'ACCOUNT_DENIED');
      await expectCode(ledger.run(auditor, 'token', 'transfer', forged), 'ROLE_DENIED');
    });

    it('refuses what is not there', async () => {
      const { supply } = scene;
      await expectCode(scene.transfer({ amount: '1001' }), 'BALANCE_INSUFFICIENT');
      await expectCode(scene.transfer({ fold: [] }), 'BALANCE_INSUFFICIENT');
      await expectCode(scene.transfer({ fold: [`${'0'.repeat(64)}-supply`] }), 'CREDIT_UNKNOWN');
      await expectCode(scene.transfer({ fold: [supply, supply] }), 'CREDIT_DUPLICATE');
      await expectCode(scene.transfer({ to: UNKNOWN }), 'ACCOUNT_UNKNOWN');
      await expectCode(scene.transfer({ from: UNKNOWN }), 'ACCOUNT_UNKNOWN');
      await scene.transfer();
      await expectCode(scene.transfer(), 'CREDIT_UNKNOWN');
    });

    it('refuses what is no amount', async () => {
      for (const amount of ['0', '-1', '1.5', 'NaN', '1e2', '01', (MAX_AMOUNT + 1n).toString(), 1]) {
        await expectCode(scene.transfer({ amount }), 'INPUT_INVALID');
      }
      await expectCode(scene.transfer({ to: scene.treasury }), 'INPUT_INVALID');
      await expectCode(scene.publish({ supply: '0' }), 'INPUT_INVALID');
    });

    it('is not kept from an owner by dust: the largest credits are named first', async () => {
      // A transaction's id is its sender's to try out, so that dust can be given the first keys.
      const { world } = community.ledger.store;
      const credited = (creditId: string, amount: string): unknown =>
        world.set(`\0credit\0${scene.home}\0${creditId}\0`, Buffer.from(JSON.stringify({ amount })));
      for (let index = 0; index < 250; index += 1) {
        credited(`${'0'.repeat(60)}${String(index).padStart(4, '0')}-transfer`, '1');
      }
      credited(`${'e'.repeat(64)}-transfer`, '40');
      credited(`${'f'.repeat(64)}-transfer`, '300');
      const { accountId } = { accountId: scene.home };
      const view = (await scene.run(community.household, 'getBalance', { accountId })).result as BalanceView;
      expect(view.amount).to.equal('590');
      expect(view.credits.slice(0, 3).map(({ amount }) => amount)).to.deep.equal(['300', '40', '1']);
      const fold = view.credits.slice(0, 200).map(({ creditId }) => creditId);
      const all = { from: scene.home, to: scene.shop, amount: '538', fold };
      await scene.run(community.household, 'transfer', all);
    });

    it('refuses overflow of a balance', async () => {
      // No way leads to more than the supply; a balance that were damaged must not grow without bound.
      const key = `\0balance\0${scene.treasury}\0`;
      community.ledger.store.world.set(key, Buffer.from(`{"amount":"${MAX_AMOUNT.toString()}"}`));
      await expectCode(scene.transfer({ amount: '1' }), 'AMOUNT_OVERFLOW');
    });
  });

  describe('hold', () => {
    it('debits the payer and keeps the amount aside', async () => {
      const credit = `${(await scene.transfer()).transactionId}-transfer`;
      const { writes, ranges } = await scene.hold({ fold: [credit] });
      expect(writes).to.deep.equal({
        [`balance/${scene.home}`]: { amount: '200' },
        [`credit/${scene.home}/${credit}`]: null,
        [`hold/${scene.holdId}`]: {
          holdId: scene.holdId,
          from: scene.home,
          to: scene.shop,
          amount: '100',
          expiresAt: community.origin + 3600,
        },
      });
      expect(ranges).to.deep.equal([]);
      await expectCode(scene.hold({ fold: [] }), 'HOLD_EXISTS');
    });

    it('refuses what cannot be held', async () => {
      await expectCode(scene.hold({ fold: [] }), 'BALANCE_INSUFFICIENT');
      await expectCode(scene.hold({ fold: [], expiresAt: community.origin }), 'HOLD_EXPIRED');
      await expectCode(scene.hold({ fold: [], to: UNKNOWN }), 'ACCOUNT_UNKNOWN');
      await expectCode(scene.hold({ fold: [], from: scene.treasury }), 'ACCOUNT_DENIED');
      await expectCode(scene.hold({ fold: [], to: scene.home }), 'INPUT_INVALID');
    });

    it('is captured by its payee, once; the rest goes back', async () => {
      await scene.hold();
      const { household, supplier } = community;
      await expectCode(scene.capture(household, '60'), 'ACCOUNT_DENIED');
      await expectCode(scene.capture(supplier, '101'), 'CAPTURE_EXCEEDS');
      const { writes, transactionId } = await scene.capture(supplier, '60');
      expect(writes).to.deep.equal({
        [`holdOutcome/${scene.holdId}`]: { outcome: 'captured', captured: '60' },
        [`credit/${scene.shop}/${transactionId}-capture`]: { amount: '60' },
        [`credit/${scene.home}/${transactionId}-rest`]: { amount: '40' },
      });
      await expectCode(scene.capture(supplier, '1'), 'HOLD_SETTLED');
      await expectCode(scene.release(supplier), 'HOLD_SETTLED');
    });

    it('leaves no rest when captured in full', async () => {
      await scene.hold();
      const { writes, transactionId } = await scene.capture(community.supplier, '100');
      expect(Object.keys(writes)).to.deep.equal([
        `holdOutcome/${scene.holdId}`,
        `credit/${scene.shop}/${transactionId}-capture`,
      ]);
    });

    it('is released by its payee at any time, and by its payer once it has expired', async () => {
      await scene.hold();
      const { household, operator, supplier } = community;
      await expectCode(scene.release(household), 'HOLD_RUNNING');
      await expectCode(scene.release(operator), 'ACCOUNT_DENIED');
      community.pass(3599);
      await expectCode(scene.release(household), 'HOLD_RUNNING');
      community.pass(1);
      await expectCode(scene.capture(supplier, '60'), 'HOLD_EXPIRED');
      const { writes, transactionId } = await scene.release(household);
      expect(writes).to.deep.equal({
        [`holdOutcome/${scene.holdId}`]: { outcome: 'released', captured: '0' },
        [`credit/${scene.home}/${transactionId}-release`]: { amount: '100' },
      });
      await expectCode(scene.release(household), 'HOLD_SETTLED');
      await scene.hold({ holdId: 'e'.repeat(32), fold: [], expiresAt: community.origin + 7200 });
      await community.ledger.run(supplier, 'token', 'releaseHold', { holdId: 'e'.repeat(32) });
    });

    it('needs a hold', async () => {
      await expectCode(scene.capture(community.supplier, '1'), 'HOLD_UNKNOWN');
      await expectCode(scene.release(community.supplier), 'HOLD_UNKNOWN');
    });
  });

  describe('queries', () => {
    it('add up the balance and what is not folded in yet, for owner, operator and auditor', async () => {
      const { transactionId } = await scene.transfer();
      const view = {
        accountId: scene.home,
        amount: '300',
        folded: '0',
        credits: [{ creditId: `${transactionId}-transfer`, amount: '300' }],
      };
      for (const identity of [community.household, community.operator, community.auditor]) {
        expect(await scene.balance(identity, scene.home)).to.deep.equal(view);
      }
      await expectCode(scene.balance(community.neighbour, scene.home), 'ACCOUNT_DENIED');
      await expectCode(scene.balance(community.operator, UNKNOWN), 'ACCOUNT_UNKNOWN');
    });

    it('show a hold to its parties, operators and auditors', async () => {
      await scene.hold();
      const { household, supplier, neighbour, operator, auditor, origin, ledger } = community;
      const ask = async (identity: typeof household, holdId = scene.holdId): Promise<unknown> =>
        (await ledger.run(identity, 'token', 'getHold', { holdId })).result;
      const record = {
        holdId: scene.holdId,
        from: scene.home,
        to: scene.shop,
        amount: '100',
        expiresAt: origin + 3600,
      };
      for (const identity of [household, supplier, operator, auditor]) {
        expect(await ask(identity)).to.deep.equal(record);
      }
      await expectCode(ask(neighbour), 'ACCOUNT_DENIED');
      await scene.capture(supplier, '60');
      expect(await ask(household)).to.deep.equal({
        ...record,
        outcome: { outcome: 'captured', captured: '60' },
      });
      await expectCode(ask(household, 'e'.repeat(32)), 'HOLD_UNKNOWN');
    });
  });
});

function partyOf({ mspId, keyHash }: TestIdentity): Pick<TestIdentity, 'mspId' | 'keyHash'> {
  return { mspId, keyHash };
}

function freshCommunity(): Pick<Community, 'ledger' | 'operator'> & { readonly start: () => Promise<void> } {
  const community = new Community();
  return { ledger: community.ledger, operator: community.operator, start: () => community.start() };
}
