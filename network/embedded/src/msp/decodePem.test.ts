import { expect } from 'chai';
import { decodePem } from './decodePem.js';

const decode = (text: string): string | undefined => decodePem(Buffer.from(text))?.toString();

describe('decodePem', () => {
  const block = '-----BEGIN CERTIFICATE-----\naGVs\nbG8=\n-----END CERTIFICATE-----\n';

  it('reads the first block, whatever stands around it and whatever its label', () => {
    expect(decode(block)).to.equal('hello');
    expect(decode(`some text\n${block}more\n${block}`)).to.equal('hello');
    expect(decode(block.replaceAll('CERTIFICATE', 'THING'))).to.equal('hello');
    expect(decode(block.replaceAll('\n', '\r\n'))).to.equal('hello');
  });

  it('takes nothing else for a block', () => {
    expect(decode('')).to.equal(undefined);
    expect(decode('hello')).to.equal(undefined);
    expect(decode(` ${block}`)).to.equal(undefined);
    expect(decode('-----BEGIN CERTIFICATE')).to.equal(undefined);
    expect(decode(block.replace('END CERTIFICATE', 'END OTHER'))).to.equal(undefined);
    expect(decode(block.replace('aGVs', 'a!Vs'))).to.equal(undefined);
    expect(decode('-----BEGIN CERTIFICATE----------END CERTIFICATE-----')).to.equal(undefined);
  });

  it('is quick with what is meant to be slow', () => {
    const started = performance.now();
    expect(decode('-----BEGIN '.repeat(6000))).to.equal(undefined);
    expect(decode(`-----BEGIN X-----\n${'='.repeat(60_000)}\n-----END X-----`)).to.equal(undefined);
    expect(performance.now() - started).to.be.below(1000);
  });
});
