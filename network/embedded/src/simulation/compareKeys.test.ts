import { expect } from 'chai';
import fc from 'fast-check';
import { compareKeys } from './compareKeys.js';

describe('compareKeys', () => {
  it('orders as the UTF-8 bytes do', () => {
    const anyText = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(anyText, anyText, (left, right) => {
        expect(Math.sign(compareKeys(left, right))).to.equal(
          Buffer.compare(Buffer.from(left), Buffer.from(right)),
        );
      }),
    );
  });

  it('puts characters beyond U+FFFF after U+FFFD, where JavaScript has them before', () => {
    expect(['\u{1F600}', '\uFFFD', 'é', 'z', ''].sort(compareKeys)).to.deep.equal([
      '',
      'z',
      'é',
      '\uFFFD',
      '\u{1F600}',
    ]);
  });
});
