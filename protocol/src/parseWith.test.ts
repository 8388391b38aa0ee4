import { expect } from 'chai';
import { z } from 'zod';
import { InputError } from './errors.js';
import { parseJsonWith, parseWith } from './parseWith.js';

const SECRET = 'hunter2-4711';
const schema = z.strictObject({
  id: z.string().regex(/^[a-z]+$/),
  count: z.int().min(1).max(9),
  kind: z.enum(['a', 'b']),
  nested: z.array(z.strictObject({ n: z.number().refine((n) => n % 2 === 0, 'must be even') })).max(2),
});
const good = { id: 'abc', count: 3, kind: 'a', nested: [{ n: 2 }] };

describe('parseWith', () => {
  it('gives back what fits', () => {
    expect(parseWith(schema, good)).to.deep.equal(good);
    expect(parseJsonWith(schema, JSON.stringify(good))).to.deep.equal(good);
  });

  it('names path and rule', () => {
    const cases: [unknown, string][] = [
      [{ ...good, id: 7 }, 'id must be string'],
      [{ ...good, id: SECRET }, 'id must have the format regex /^[a-z]+$/'],
      [{ ...good, count: 0 }, 'count must be at least 1'],
      [{ ...good, count: 10 }, 'count must be at most 9'],
      [{ ...good, kind: SECRET }, 'kind has a value that is not allowed'],
      [{ ...good, nested: [{ n: 3 }] }, 'nested.0.n must be even'],
      [{ ...good, [SECRET]: 1 }, 'the input has 1 unknown member(s)'],
      [SECRET, 'the input must be object'],
    ];
    for (const [value, text] of cases) {
      expect(() => parseWith(schema, value)).to.throw(InputError, `INPUT_INVALID: ${text}`);
    }
  });

  it('says a format in the words of its schema, where there are any', () => {
    const worded = z.strictObject({ home: z.string().regex(/^SH\d$/, 'must be a home such as SH1') });
    expect(() => parseWith(worded, { home: SECRET })).to.throw(
      InputError,
      'INPUT_INVALID: home must be a home such as SH1',
    );
  });

  it('never repeats a value, and stops after five faults', () => {
    const bad = {
      id: SECRET,
      count: 1000,
      kind: SECRET,
      nested: [{ n: SECRET }, { n: 1 }, { n: 1 }],
      [SECRET]: SECRET,
    };
    expect(() => parseWith(schema, bad))
      .to.throw(InputError)
      .with.property('text')
      .that.satisfies((text: string) => !text.includes(SECRET) && text.split('; ').length <= 5);
  });

  it('does not quote text that is not JSON', () => {
    expect(() => parseJsonWith(schema, `{"id": ${SECRET}`)).to.throw(InputError, /^INPUT_INVALID: not JSON$/);
  });
});
