import { expect } from 'chai';
import { canonicalJson, random16Hex } from '@acequia/protocol';
import type { RawProposal } from '@acequia/protocol/fabric';
import type { Member } from '../harness/Member.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';

const FAR = 4_000_000_000;

describe('a hold of tokens', () => {
  /** SH1 holds 40 of 100 for SH2. */
  const hold = async (
    expiry = (): number => FAR,
  ): Promise<{ holdId: string; payer: string; payee: string; expiresAt: number }> => {
    const { treasury, parties } = suite().community;
    const { SH1, SH2 } = parties.households;
    const [from, to] = await Promise.all([treasury.account(SH1, '100'), treasury.account(SH2, '1')]);
    const holdId = random16Hex();
    const [payer, payee] = [from.accountId, to.accountId];
    const expiresAt = expiry();
    await SH1.ledger.token.hold({
      holdId,
      from: payer,
      to: payee,
      amount: '40',
      expiresAt,
      fold: [from.creditId],
    });
    await suite().settled();
    return { holdId, payer, payee, expiresAt };
  };
  const payer = (): Member => suite().community.home('SH1');
  const payee = (): Member => suite().community.home('SH2');
  const amountOf = async (accountId: string): Promise<string> => {
    await suite().settled();
    return (await suite().community.operator.ledger.token.getBalance({ accountId })).amount;
  };

  it('is captured once: a second capture is refused, and so is its release', async () => {
    const { holdId, ...accounts } = await hold();
    await payee().ledger.token.captureHold({ holdId, amount: '30' });
    await refused(() => payee().ledger.token.captureHold({ holdId, amount: '10' }), 'HOLD_SETTLED');
    await refused(() => payee().ledger.token.releaseHold({ holdId }), 'HOLD_SETTLED');
    expect(await amountOf(accounts.payee)).to.equal('31');
    expect(await amountOf(accounts.payer)).to.equal('70');
  });

  it('is captured once when two captures are endorsed before either is ordered', async () => {
    const { holdId, ...accounts } = await hold();
    const { raw } = payee().client;
    const capture = (): RawProposal => ({
      function: 'token:captureHold',
      arguments: [canonicalJson({ requestId: random16Hex(), holdId, amount: '40' })],
    });
    const both = await Promise.all([raw.endorse(capture()), raw.endorse(capture())]);
    const outcomes = await Promise.all(both.map((transaction) => raw.submit(transaction)));
    expect(outcomes.map(({ validationCode }) => validationCode)).to.have.members([
      'VALID',
      'MVCC_READ_CONFLICT',
    ]);
    expect(await amountOf(accounts.payee)).to.equal('41');
    expect(await amountOf(accounts.payer)).to.equal('60');
  });

  it('is captured once when two clients capture at once: the other is told that it is settled', async () => {
    const { holdId, ...accounts } = await hold();
    const capture = (): Promise<unknown> => payee().ledger.token.captureHold({ holdId, amount: '40' });
    const outcomes = await Promise.allSettled([capture(), capture()]);
    const lost = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as object] : [],
    );
    expect(lost).to.have.lengthOf(1);
    expect(lost[0]).to.have.property('code', 'HOLD_SETTLED');
    expect(await amountOf(accounts.payee)).to.equal('41');
  });

  it('is not captured beyond its amount, nor by its payer, nor released by its payer while it runs', async () => {
    const { holdId } = await hold();
    await refused(() => payee().ledger.token.captureHold({ holdId, amount: '41' }), 'CAPTURE_EXCEEDS');
    await refused(() => payer().ledger.token.captureHold({ holdId, amount: '1' }), 'ACCOUNT_DENIED');
    await refused(() => payer().ledger.token.releaseHold({ holdId }), 'HOLD_RUNNING');
  });

  it('is not captured once it has expired, but released by its payer', async () => {
    const { community } = suite();
    // Twenty seconds on this machine's clock, in which the hold itself must be endorsed.
    const { holdId, expiresAt, ...accounts } = await hold(() => community.now() + 20 * community.clock.speed);
    await community.reach(expiresAt + community.clock.speed);
    await refused(() => payee().ledger.token.captureHold({ holdId, amount: '1' }), 'HOLD_EXPIRED');
    await payer().ledger.token.releaseHold({ holdId });
    expect(await amountOf(accounts.payer)).to.equal('100');
  });

  it('cannot spend a credit twice', async () => {
    const { treasury } = suite().community;
    const { accountId, creditId } = await treasury.account(payer(), '100');
    const spend = (): Promise<unknown> =>
      payer().ledger.token.transfer({
        from: accountId,
        to: treasury.accountId,
        amount: '60',
        fold: [creditId],
      });
    await spend();
    await refused(spend, 'CREDIT_UNKNOWN');
  });
});
