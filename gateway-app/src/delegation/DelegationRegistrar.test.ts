import { EPOCH_SECONDS, type DelegationTerms } from '@acequia/protocol';
import { expect } from 'chai';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { agreement, RegistrarScene } from '../../test/RegistrarScene.js';
import { sampleTerms, SATURDAY } from '../../test/sampleTerms.js';
import { judgeRegistration } from './judgeRegistration.js';

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

  function propose(terms: DelegationTerms, now = FRIDAY): void {
    const { accept, register } = agreement(terms);
    scene.run((registrar) => {
      registrar.accept(terms.delegatee, accept, now);
    });
    scene.run((registrar) => {
      registrar.register(terms.delegator, register, now);
    });
  }

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
    propose(terms);
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
      registrar.advance(terms.end, NEVER);
    });
    expect(scene.told('SH1')).to.deep.equal(['registered']);
    scene.run((registrar) => {
      registrar.advance(terms.end + 1, terms.end + 1);
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
      registrar.advance(terms.end + 2, terms.end + 2);
    });
    expect(scene.accounts.balance('SH2')).to.equal(30n);
    expect(scene.told('SH2')).to.deep.equal(['registered', 'settled']);
  });

  it('ends at once when either side cancels: what began before is paid for, what came later is not', () => {
    const terms = sampleTerms();
    propose(terms);
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
      registrar.advance(cancelledAt + 1, cancelledAt + 1);
    });
    expect(scene.letters.at(-1)?.body).to.include({ outcome: 'cancelled', epochs: 3, paid: '30' });
  });

  it('settles at once what was cancelled before it began', () => {
    const terms = sampleTerms();
    propose(terms);
    scene.run((registrar) => {
      registrar.cancel('SH1', { type: 'cancel', delegationId: terms.delegationId }, FRIDAY);
      registrar.advance(FRIDAY, NEVER);
    });
    expect(scene.told('SH2')).to.deep.equal(['registered', 'settled']);
    expect(scene.accounts.balance('SH1')).to.equal(1000n);
  });

  it('ends a delegation of a home that is no longer active', () => {
    const terms = sampleTerms();
    propose(terms);
    scene.inactive.add('SH2');
    scene.run((registrar) => {
      registrar.advance(SATURDAY, NEVER);
    });
    expect(scene.registrar.activeOf('SH1', SATURDAY)).to.equal(undefined);
  });

  it('lets nobody delegate to itself', () => {
    const terms = { ...sampleTerms(), delegatee: 'SH1' };
    const grounds = { now: FRIDAY, registered: [], balance: 1000n, isActive: () => true, isKeyUsed: false };
    expect(judgeRegistration(terms, grounds)).to.equal('DELEGATION_SELF');
  });

  describe('refuses', () => {
    const cases: readonly (readonly [string, () => void, string])[] = [
      [
        'a second delegatee at a time',
        () => {
          propose(sampleTerms());
          propose(
            sampleTerms({
              delegatee: 'SH3',
              start: SATURDAY + 7 * EPOCH_SECONDS,
              end: SATURDAY + 9 * EPOCH_SECONDS,
            }),
          );
        },
        'DELEGATION_OVERLAP',
      ],
      [
        "who has handed its monitoring over and would take another's",
        () => {
          scene.deposit('SH2', '1000', 'b');
          propose(sampleTerms({ delegator: 'SH2', delegatee: 'SH1' }));
          propose(sampleTerms({ delegatee: 'SH3' }));
        },
        'DELEGATION_CHAIN',
      ],
      [
        'a chain the other way about',
        () => {
          scene.deposit('SH2', '1000', 'b');
          propose(sampleTerms({ delegator: 'SH2', delegatee: 'SH3' }));
          propose(sampleTerms({ delegatee: 'SH2' }));
        },
        'DELEGATION_CHAIN',
      ],
      [
        'what is over already',
        () => {
          propose(sampleTerms(), SATURDAY + 8 * EPOCH_SECONDS);
        },
        'DELEGATION_PAST',
      ],
      [
        'a fee that is not on account',
        () => {
          propose(sampleTerms({ feePerEpoch: '126' }));
        },
        'ESCROW_INSUFFICIENT',
      ],
      [
        'a home that is not active',
        () => {
          scene.inactive.add('SH2');
          propose(sampleTerms());
        },
        'HOME_INACTIVE',
      ],
      [
        'a key of low order',
        () => {
          const terms = sampleTerms();
          const publicKey = Buffer.alloc(32).toString('base64');
          const { accept, register } = agreement(terms);
          scene.run((registrar) => {
            registrar.accept('SH2', { ...accept, publicKey }, FRIDAY);
            registrar.register('SH1', { ...register, publicKey }, FRIDAY);
          });
        },
        'SEALING_KEY_INVALID',
      ],
      [
        'a key that another delegation has',
        () => {
          const terms = sampleTerms();
          const later = sampleTerms({ start: terms.end, end: terms.end + EPOCH_SECONDS });
          const first = agreement(terms);
          const second = agreement(later);
          const { publicKey } = first.accept;
          scene.run((registrar) => {
            registrar.accept('SH2', first.accept, FRIDAY);
            registrar.register('SH1', first.register, FRIDAY);
            registrar.accept('SH2', { ...second.accept, publicKey }, FRIDAY);
            registrar.register('SH1', { ...second.register, publicKey }, FRIDAY);
          });
        },
        'KEY_REUSED',
      ],
      [
        'another key than the delegatee accepted with',
        () => {
          const terms = sampleTerms();
          const { accept } = agreement(terms);
          const { register } = agreement(terms);
          scene.run((registrar) => {
            registrar.accept('SH2', accept, FRIDAY);
            registrar.register('SH1', register, FRIDAY);
          });
        },
        'TERMS_DIFFER',
      ],
      [
        'other terms than were accepted',
        () => {
          const terms = sampleTerms();
          const { accept, register } = agreement(terms);
          scene.run((registrar) => {
            registrar.accept('SH2', accept, FRIDAY);
            registrar.register('SH1', { ...register, terms: { ...terms, feePerEpoch: '1' } }, FRIDAY);
          });
        },
        'TERMS_DIFFER',
      ],
      [
        "terms of another home's",
        () => {
          const { register } = agreement(sampleTerms({ delegator: 'SH4' }));
          scene.run((registrar) => {
            registrar.register('SH1', register, FRIDAY);
          });
        },
        'TERMS_DIFFER',
      ],
      [
        'what the delegatee cancelled before the delegator asked',
        () => {
          const terms = sampleTerms();
          const { accept, register } = agreement(terms);
          scene.run((registrar) => {
            registrar.accept('SH2', accept, FRIDAY);
            registrar.cancel('SH2', { type: 'cancel', delegationId: terms.delegationId }, FRIDAY);
            registrar.register('SH1', register, FRIDAY);
          });
        },
        'DELEGATION_CANCELLED',
      ],
      [
        'what nobody accepted in time',
        () => {
          const terms = sampleTerms();
          scene.run((registrar) => {
            registrar.register('SH1', agreement(terms).register, FRIDAY);
            registrar.advance(terms.end, NEVER);
          });
        },
        'DELEGATION_PAST',
      ],
    ];
    for (const [name, act, code] of cases) {
      it(`${name}: ${code}`, () => {
        act();
        expect(scene.told('SH1').at(-1)).to.equal(`refused ${code}`);
      });
    }
  });
});
