import { EPOCH_SECONDS, type DelegationTerms } from '@acequia/protocol';
import { expect } from 'chai';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { agreement, RegistrarScene } from '../../test/RegistrarScene.js';
import { sampleTerms, SATURDAY } from '../../test/sampleTerms.js';
import { judgeRegistration } from './judgeRegistration.js';

const FRIDAY = SATURDAY - 86_400;
const NEVER = 0;

describe('a delegation is refused', () => {
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
    scene.propose(terms, now);
  }

  it('to oneself: DELEGATION_SELF', () => {
    const terms = { ...sampleTerms(), delegatee: 'SH1' };
    const grounds = { now: FRIDAY, registered: [], balance: 1000n, isActive: () => true, isKeyUsed: false };
    expect(judgeRegistration(terms, grounds)).to.equal('DELEGATION_SELF');
  });

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
        scene.run((registrar) => {
          registrar.advance(FRIDAY + 20, { settleBefore: NEVER, fundedBefore: FRIDAY + 5 });
        });
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
          registrar.advance(terms.end, { settleBefore: NEVER, fundedBefore: NEVER });
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
