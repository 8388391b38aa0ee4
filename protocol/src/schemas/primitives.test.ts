import { expect } from 'chai';
import {
  amountSchema,
  bytesSchema,
  homeIdSchema,
  positiveAmountSchema,
  timestampSchema,
} from './primitives.js';

const fits = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown): boolean =>
  schema.safeParse(value).success;

describe('amountSchema', () => {
  it('takes whole amounts up to 2^63 - 1', () => {
    for (const amount of ['0', '1', '1000000', '9223372036854775807']) {
      expect(fits(amountSchema, amount), amount).to.equal(true);
    }
  });

  it('refuses everything else', () => {
    const bad = [
      '9223372036854775808',
      '99999999999999999999',
      '9'.repeat(400),
      '-1',
      '-0',
      '+1',
      '01',
      '1.0',
      '0.5',
      '1e3',
      'NaN',
      'Infinity',
      '',
      ' 1',
      '1\n',
      '0x10',
      '١',
      1,
      NaN,
      1n,
      null,
    ];
    for (const amount of bad) expect(fits(amountSchema, amount), String(amount)).to.equal(false);
  });

  it('is above zero where it must be', () => {
    expect(fits(positiveAmountSchema, '1')).to.equal(true);
    expect(fits(positiveAmountSchema, '0')).to.equal(false);
  });
});

describe('timestampSchema', () => {
  it('takes whole seconds up to the end of 9999', () => {
    expect(fits(timestampSchema, 0)).to.equal(true);
    expect(fits(timestampSchema, Date.UTC(9999, 11, 31, 23, 59, 59) / 1000)).to.equal(true);
    for (const time of [-1, 1.5, NaN, Infinity, 253_402_300_800, '0']) {
      expect(fits(timestampSchema, time), String(time)).to.equal(false);
    }
  });
});

describe('homeIdSchema', () => {
  it('takes SH1 to SH999', () => {
    for (const id of ['SH1', 'SH40', 'SH999']) expect(fits(homeIdSchema, id), id).to.equal(true);
    for (const id of ['SH0', 'SH01', 'SH1000', 'sh1', 'SH1\n', ' SH1', 'SH']) {
      expect(fits(homeIdSchema, id), id).to.equal(false);
    }
  });
});

describe('bytesSchema', () => {
  it('takes base64 of so many bytes, and not of one more or less that is as long', () => {
    for (const length of [32, 64, 80, 144]) {
      const text = (bytes: number): string => Buffer.alloc(bytes, 0xab).toString('base64');
      expect(fits(bytesSchema(length), text(length)), String(length)).to.equal(true);
      for (const other of [length - 2, length - 1, length + 1, length + 2]) {
        expect(fits(bytesSchema(length), text(other)), String(other)).to.equal(false);
      }
      expect(fits(bytesSchema(length), `${text(length)}\n`)).to.equal(false);
    }
  });
});
