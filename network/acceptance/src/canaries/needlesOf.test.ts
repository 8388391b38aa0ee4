import { expect } from 'chai';
import fc from 'fast-check';
import type { Canary } from './Canary.js';
import { needlesOf } from './needlesOf.js';
import { NeedleScanner } from './NeedleScanner.js';

const encodingsIn = (canary: Canary, data: Uint8Array): string[] =>
  new NeedleScanner(needlesOf(canary)).find(data).map(({ encoding }) => encoding);

describe('needlesOf and NeedleScanner', () => {
  const number: Canary = { name: 'register', value: 735_192_846_101n };
  const text: Canary = { name: 'reason', value: 'heron over the sluice' };
  const salt: Canary = { name: 'salt', value: '00f1e2d3c4b5a697887a6b5c4d3e2f10' };

  it('finds an integer in each form', () => {
    const wide = Buffer.alloc(8);
    wide.writeBigUInt64LE(735_192_846_101n);
    const cases: [string, Uint8Array][] = [
      ['text', Buffer.from('{"to":735192846101}')],
      ['hex of text', Buffer.from(Buffer.from('735192846101').toString('hex'))],
      ['upper-case hex of big-endian bytes', Buffer.from(`0X${735_192_846_101n.toString(16).toUpperCase()}`)],
      ['big-endian bytes', Buffer.from(`7f${735_192_846_101n.toString(16).padStart(10, '0')}`, 'hex')],
      ['varint', Buffer.concat([Buffer.from([8]), protobufVarint(735_192_846_101n)])],
      ['little-endian bytes', wide],
    ];
    for (const [encoding, data] of cases) expect(encodingsIn(number, data), encoding).to.include(encoding);
  });

  it('finds a text inside base64 wherever it starts and whatever surrounds it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (before, after) => {
        const whole = Buffer.concat([before, Buffer.from('heron over the sluice'), after]);
        expect(encodingsIn(text, Buffer.from(whole.toString('base64')))).to.not.have.length(0);
        expect(encodingsIn(text, Buffer.from(whole.toString('base64url')))).to.not.have.length(0);
        expect(encodingsIn(text, whole)).to.include('text');
      }),
    );
  });

  it('finds a salt as text and as the bytes that it stands for', () => {
    expect(encodingsIn(salt, Buffer.from(`x${String(salt.value)}`))).to.deep.equal(['text']);
    expect(encodingsIn(salt, Buffer.from(String(salt.value), 'hex'))).to.deep.equal(['bytes']);
    const base64 = Buffer.from(String(salt.value), 'hex').toString('base64');
    expect(encodingsIn(salt, Buffer.from(base64)).join()).to.match(/base64 of bytes/);
  });

  it('finds nothing in what looks alike', () => {
    expect(encodingsIn(number, Buffer.from('735192846102 73519284610'))).to.deep.equal([]);
    expect(encodingsIn(text, Buffer.from('heron over the sluic'))).to.deep.equal([]);
    expect(encodingsIn(text, Buffer.alloc(0))).to.deep.equal([]);
  });

  it('refuses canaries that chance would plant', () => {
    expect(() => needlesOf({ name: 'small', value: 1234n })).to.throw('CANARY_TOO_SHORT');
    expect(() => needlesOf({ name: 'short', value: 'abc' })).to.throw('CANARY_TOO_SHORT');
  });
});

/** As protobuf's own documentation says it, with strings of bits, so that the code under test does not check itself. */
function protobufVarint(value: bigint): Uint8Array {
  const bits = value.toString(2);
  const groups = bits.padStart(Math.ceil(bits.length / 7) * 7, '0').match(/.{7}/g) ?? [];
  const septets = groups.reverse().map((group) => Number.parseInt(group, 2));
  return Uint8Array.from(
    septets.map((septet, index) => (index < septets.length - 1 ? septet + 128 : septet)),
  );
}
