import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalJson, type JsonValue } from './canonicalJson.js';

describe('canonicalJson', () => {
  it('sorts members by UTF-16 code units, without white space', () => {
    expect(canonicalJson({ b: [1, 'x', null, true], a: { z: 0, y: -5 } })).to.equal(
      '{"a":{"y":-5,"z":0},"b":[1,"x",null,true]}',
    );
  });

  it('sorts and escapes as the examples of RFC 8785 do', () => {
    // RFC 8785, section 3.2.3, without the members that are no integers.
    const unsorted = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(unsorted)) as object)).to.deep.equal([
      'One',
      'Carriage Return',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
    // Section 3.2.2.
    expect(canonicalJson('\u20ac$\u000f\nA\'B"\\\\"/')).to.equal('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  });

  it('leaves out members that are undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).to.equal('{"b":1}');
  });

  it('refuses what would not be the same everywhere', () => {
    for (const value of [0.5, -0, NaN, Infinity, 2 ** 53, '\ud800', { '\udfff': 1 }, [1, [0.1]]]) {
      expect(() => canonicalJson(value))
        .to.throw()
        .with.property('code', 'JSON_NOT_CANONICAL');
    }
  });

  it('does not depend on the order in which members were added, and says all that JSON.parse needs', () => {
    const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.maxSafeInteger().map((number) => (number === 0 ? 0 : number)),
        fc.string({ unit: 'grapheme' }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).to.deep.equal(value);
        expect(canonicalJson(reversed(value))).to.equal(text);
      }),
    );
  });
});

function reversed(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => reversed(item));
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member as JsonValue)]));
}
