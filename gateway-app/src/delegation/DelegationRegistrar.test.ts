import { EPOCH_SECONDS } from '@acequia/protocol';
import { expect } from 'chai';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { agreement, RegistrarScene } from '../../test/RegistrarScene.js';
import { sampleTerms, SATURDAY } from '../../test/sampleTerms.js';

const FRIDAY = SATURDAY - 86_400;
const EPOCH = SATURDAY / EPOCH_SECONDS;
const NEVER = 0;

describe('DelegationRegistrar', () => {
  let opened: OpenBook;
  let scene: RegistrarScene;

  beforeEach(() => {
    opened = openBook();
    scene = new RegistrarScene(opened.book);
    scene.deposit('SH1', '1000', 'a');
  });
  afterEach(() => {
    opened.close();
  });

  it('registers what both agreed on, whoever comes first, and sets the fee aside', () => {
    const terms = sampleTerms();
    const { accept, register } = agreement(terms);
    scene.run((registrar) => {
      registrar.register('SH1', register, FRIDAY);
    });
    expect(scene.letters).to.deep.equal([]);
    scene.run((registrar) => {
      registrar.accept('SH2', accept, FRIDAY);
    });
    expect(scene.told('SH1')).to.deep.equal(['registered']);
    expect(scene.told('SH2')).to.deep.equal(['registered']);
    expect(scene.accounts.balance('SH1')).to.equal(920n);
    expect(scene.registrar.inEscrow()).to.equal(80n);
    // Repeated by an agent that was killed before it noted that the mailbox had it.
    scene.run((registrar) => {
      registrar.register('SH1', register, FRIDAY);
    });
    expect(scene.accounts.balance('SH1')).to.equal(920n);
    expect(scene.told('SH1')).to.deep.equal(['registered']);
  });

  it('pays for each acknowledged epoch once, and gives the rest back', () => {
    const terms = sampleTerms();
    scene.propose(terms, FRIDAY);
    const { delegationId } = terms;
    scene.revoked.set(`SH1/${EPOCH + 2}`, SATURDAY + 2 * EPOCH_SECONDS);
    for (const [from, to] of [
      [EPOCH, EPOCH + 1],
      [EPOCH + 1, EPOCH + 3],
      // Before it began and behind its end nothing was wrapped.
      [EPOCH - 2, EPOCH - 1],
      [EPOCH + 8, EPOCH + 20],
    ] as const) {
      scene.run((registrar) => {
        registrar.acknowledge('SH2', { delegationId, from, to });
      });
    }
    // Only the delegatee can acknowledge.
    scene.run((registrar) => {
      registrar.acknowledge('SH1', { delegationId, from: EPOCH, to: EPOCH + 7 });
      registrar.acknowledge('SH3', { delegationId, from: EPOCH, to: EPOCH + 7 });
    });
    scene.run((registrar) => {
      registrar.advance(terms.end, { settleBefore: NEVER, fundedBefore: NEVER });
    });
    expect(scene.told('SH1')).to.deep.equal(['registered']);
    scene.run((registrar) => {
      registrar.advance(terms.end + 1, { settleBefore: terms.end + 1, fundedBefore: NEVER });
    });
    expect(scene.letters.at(-1)?.body).to.deep.equal({
      type: 'settled',
      delegationId,
      outcome: 'expired',
      epochs: 3,
      paid: '30',
      refunded: '50',
    });
    expect(scene.accounts.balance('SH1')).to.equal(970n);
    expect(scene.accounts.balance('SH2')).to.equal(30n);
    expect(scene.registrar.inEscrow()).to.equal(0n);
    scene.run((registrar) => {
      registrar.acknowledge('SH2', { delegationId, from: EPOCH, to: EPOCH + 7 });
      registrar.advance(terms.end + 2, { settleBefore: terms.end + 2, fundedBefore: NEVER });
    });
    expect(scene.accounts.balance('SH2')).to.equal(30n);
    expect(scene.told('SH2')).to.deep.equal(['registered', 'settled']);
  });

  it('ends at once when either side cancels: what began before is paid for, what came later is not', () => {
    const terms = sampleTerms();
    scene.propose(terms, FRIDAY);
    const { delegationId } = terms;
    const cancelledAt = SATURDAY + 2 * EPOCH_SECONDS + 5;
    expect(scene.registrar.activeOf('SH1', cancelledAt)?.delegationId).to.equal(delegationId);
    scene.run((registrar) => {
      registrar.cancel('SH3', { type: 'cancel', delegationId }, cancelledAt);
    });
    expect(scene.registrar.activeOf('SH1', cancelledAt)?.delegationId).to.equal(delegationId);
    scene.run((registrar) => {
      registrar.cancel('SH2', { type: 'cancel', delegationId }, cancelledAt);
    });
    expect(scene.registrar.activeOf('SH1', cancelledAt)).to.equal(undefined);
    scene.run((registrar) => {
      registrar.acknowledge('SH2', { delegationId, from: EPOCH, to: EPOCH + 7 });
    });
    scene.run((registrar) => {
      registrar.advance(cancelledAt + 1, { settleBefore: cancelledAt + 1, fundedBefore: NEVER });
    });
    expect(scene.letters.at(-1)?.body).to.include({ outcome: 'cancelled', epochs: 3, paid: '30' });
  });

  it('settles at once what was cancelled before it began', () => {
    const terms = sampleTerms();
    scene.propose(terms, FRIDAY);
    scene.run((registrar) => {
      registrar.cancel('SH1', { type: 'cancel', delegationId: terms.delegationId }, FRIDAY);
      registrar.advance(FRIDAY, { settleBefore: NEVER, fundedBefore: NEVER });
    });
    expect(scene.told('SH2')).to.deep.equal(['registered', 'settled']);
    expect(scene.accounts.balance('SH1')).to.equal(1000n);
  });

  it('ends a delegation of a home that is no longer active', () => {
    const terms = sampleTerms();
    scene.propose(terms, FRIDAY);
    scene.inactive.add('SH2');
    scene.run((registrar) => {
      registrar.advance(SATURDAY, { settleBefore: NEVER, fundedBefore: NEVER });
    });
    expect(scene.registrar.activeOf('SH1', SATURDAY)).to.equal(undefined);
  });

  it('waits for a deposit that the community has not seen yet, as long as it may be on its way', () => {
    scene.propose(sampleTerms({ feePerEpoch: '126' }), FRIDAY);
    expect(scene.letters).to.deep.equal([]);
    scene.run((registrar) => {
      registrar.advance(FRIDAY + 10, { settleBefore: NEVER, fundedBefore: FRIDAY });
    });
    expect(scene.letters).to.deep.equal([]);
    scene.deposit('SH1', '8', 'b');
    scene.run((registrar) => {
      registrar.advance(FRIDAY + 11, { settleBefore: NEVER, fundedBefore: FRIDAY });
    });
    expect(scene.told('SH1')).to.deep.equal(['registered']);
    expect(scene.accounts.balance('SH1')).to.equal(0n);
  });
});
