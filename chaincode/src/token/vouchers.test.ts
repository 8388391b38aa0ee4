import { voucherCodeHash } from '@acequia/protocol';
import { expect } from 'chai';
import type { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import type { Receipt } from '../../test/Receipt.js';
import { TokenScene } from '../../test/TokenScene.js';

type Fields = Readonly<Record<string, unknown>>;

describe('vouchers', () => {
  let scene: TokenScene;
  let community: Community;
  let fold: readonly string[];
  beforeEach(async () => {
    scene = new TokenScene();
    ({ community } = scene);
    await scene.start();
    fold = [`${(await scene.transfer()).transactionId}-transfer`];
  });

  const issue = (changes: Fields = {}): Promise<Receipt> =>
    scene.run(community.household, 'issueVoucher', { ...scene.voucher(), fold, ...changes });
  const redeem = (changes: Fields = {}, by = community.supplier): Promise<Receipt> =>
    scene.run(by, 'redeemVoucher', {
      voucherId: scene.voucher().voucherId,
      code: scene.code,
      to: scene.shop,
      ...changes,
    });
  const reclaim = (by = community.household): Promise<Receipt> =>
    scene.run(by, 'reclaimVoucher', { voucherId: scene.voucher().voucherId });
  const outcome = `voucherOutcome/${'a'.repeat(32)}`;

  it('are backed when they are issued', async () => {
    const { writes, ranges } = await issue();
    expect(writes).to.deep.equal({
      [`balance/${scene.home}`]: { amount: '290' },
      [`credit/${scene.home}/${fold[0] ?? ''}`]: null,
      [`voucher/${'a'.repeat(32)}`]: scene.voucher(),
    });
    expect(ranges).to.deep.equal([]);
    await expectCode(issue({ fold: [] }), 'VOUCHER_EXISTS');
  });

  it('are refused without tokens, payees or time', async () => {
    await expectCode(issue({ fold: [] }), 'BALANCE_INSUFFICIENT');
    await expectCode(issue({ amount: '301' }), 'BALANCE_INSUFFICIENT');
    await expectCode(issue({ issuer: scene.treasury }), 'ACCOUNT_DENIED');
    await expectCode(issue({ payees: [`acc-${'9'.repeat(32)}`] }), 'ACCOUNT_UNKNOWN');
    await expectCode(issue({ expiresAt: community.origin }), 'VOUCHER_EXPIRED');
  });

  it('pay a payee that knows the code, once', async () => {
    await expectCode(redeem(), 'VOUCHER_UNKNOWN');
    await issue();
    await expectCode(redeem({ code: 'c'.repeat(32) }), 'VOUCHER_CODE_WRONG');
    await expectCode(redeem({}, community.neighbour), 'ACCOUNT_DENIED');
    await expectCode(redeem({ to: scene.home }, community.household), 'VOUCHER_DENIED');
    const { writes, transactionId } = await redeem();
    expect(writes).to.deep.equal({
      [outcome]: { outcome: 'redeemed' },
      [`credit/${scene.shop}/${transactionId}-voucher`]: { amount: '10' },
    });
    await expectCode(redeem(), 'VOUCHER_SETTLED');
    community.pass(86_400);
    await expectCode(reclaim(), 'VOUCHER_SETTLED');
  });

  it('pay anybody who knows the code where no payee is named', async () => {
    await issue({ payees: [] });
    await scene.run(community.neighbour, 'getVoucher', { voucherId: scene.voucher().voucherId });
    const to = `acc-${'4'.repeat(32)}`;
    await scene.open(community.neighbour, to);
    await redeem({ to }, community.neighbour);
  });

  it('go back to their issuer once they have expired, and not before', async () => {
    await issue();
    await expectCode(reclaim(), 'VOUCHER_RUNNING');
    community.pass(86_399);
    await expectCode(reclaim(), 'VOUCHER_RUNNING');
    community.pass(1);
    await expectCode(redeem(), 'VOUCHER_EXPIRED');
    await expectCode(reclaim(community.supplier), 'ACCOUNT_DENIED');
    const { writes, transactionId } = await reclaim();
    expect(writes).to.deep.equal({
      [outcome]: { outcome: 'reclaimed' },
      [`credit/${scene.home}/${transactionId}-reclaim`]: { amount: '10' },
    });
    await expectCode(reclaim(), 'VOUCHER_SETTLED');
    await expectCode(redeem(), 'VOUCHER_SETTLED');
  });

  it('show what became of them to those whom they concern', async () => {
    await issue();
    await redeem();
    const ask = async (by = community.household): Promise<unknown> =>
      (await scene.run(by, 'getVoucher', { voucherId: scene.voucher().voucherId })).result;
    for (const by of [community.household, community.supplier, community.operator, community.auditor]) {
      expect(await ask(by)).to.deep.equal({ ...scene.voucher(), settlement: { outcome: 'redeemed' } });
    }
    await expectCode(ask(community.neighbour), 'ACCOUNT_DENIED');
  });

  it('have codes that fit one of them alone', () => {
    expect(voucherCodeHash('a'.repeat(32), scene.code)).not.to.equal(
      voucherCodeHash('b'.repeat(32), scene.code),
    );
  });
});
