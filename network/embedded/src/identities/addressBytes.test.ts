import { expect } from 'chai';
import { addressBytes } from './addressBytes.js';

describe('addressBytes', () => {
  it('gives the bytes of either version', () => {
    const expected: Record<string, string> = {
      '127.0.0.1': '7f000001',
      '255.254.0.9': 'fffe0009',
      '::': '00000000000000000000000000000000',
      '::1': '00000000000000000000000000000001',
      'fd00::': 'fd000000000000000000000000000000',
      '2001:db8::8:800:200c:417a': '20010db80000000000080800200c417a',
      '1:2:3:4:5:6:7:8': '00010002000300040005000600070008',
      '::ffff:192.0.2.1': '00000000000000000000ffffc0000201',
    };
    for (const [address, hex] of Object.entries(expected)) {
      expect(addressBytes(address).toString('hex'), address).to.equal(hex);
    }
  });

  it('refuses what is no address', () => {
    for (const text of ['', 'localhost', '1.2.3', '1:2', 'fe80::1%eth0']) {
      expect(() => addressBytes(text), text).to.throw(RangeError, 'is no IP address');
    }
  });
});
