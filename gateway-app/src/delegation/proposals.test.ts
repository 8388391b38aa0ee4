import { expect } from 'chai';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { agreement, RegistrarScene } from '../../test/RegistrarScene.js';
import { sampleTerms, SATURDAY } from '../../test/sampleTerms.js';

const FRIDAY = SATURDAY - 86_400;

describe('proposals that nobody accepts', () => {
  let opened: OpenBook;
  let scene: RegistrarScene;

  beforeEach(() => {
    opened = openBook();
    scene = new RegistrarScene(opened.book);
  });
  afterEach(() => {
    opened.close();
  });

  it('are kept up to so many of a home, whatever others ask for', () => {
    const propose = (homeId: string, count: number): void => {
      for (let round = 0; round < count; round += 1) {
        const terms = sampleTerms({ delegator: homeId, delegatee: 'SH3' });
        scene.run((registrar) => {
          registrar.register(homeId, agreement(terms).register, FRIDAY);
        });
      }
    };
    propose('SH1', 32);
    expect(scene.told('SH1')).to.deep.equal([]);
    propose('SH1', 1);
    propose('SH2', 1);
    expect(scene.told('SH1')).to.deep.equal(['refused DELEGATION_TOO_MANY']);
    expect(scene.told('SH2')).to.deep.equal([]);
  });
});
