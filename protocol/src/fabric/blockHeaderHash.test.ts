import { expect } from 'chai';
import { blockHeaderHash } from './blockHeaderHash.js';

describe('blockHeaderHash', () => {
  // From a Fabric 2.5 peer: each hash is what the next block's header repeats.
  const chain = [
    {
      dataHash: 'be6697ca1abd03d27b59db3cfd137731c08821e67d4fafd9d948d8524c60c111',
      hash: '9b27643bfeeac8e0fd0a85ad6bffa34c62596aa87fac376a80f9233cf3f414b7',
    },
    {
      dataHash: '951249d1dc9edc8f3a8cb19b1ab5e97fa2624a36645ec0034d91bab179893d67',
      hash: '6fd332a9cbf24d83841f9e5dd4a66abec54ae0b5864a7d26f1fc05bde323a259',
    },
  ];

  it('gives the hashes of a real chain', () => {
    let previous = '';
    chain.forEach(({ dataHash, hash }, number) => {
      previous = blockHeaderHash(number, Buffer.from(previous, 'hex'), Buffer.from(dataHash, 'hex'));
      expect(previous).to.equal(hash);
    });
  });

  it('tells numbers apart where DER needs another byte', () => {
    const none = new Uint8Array();
    const numbers = [0, 1, 127, 128, 255, 256, 65_535, 65_536, 2 ** 40];
    expect(new Set(numbers.map((number) => blockHeaderHash(number, none, none))).size).to.equal(
      numbers.length,
    );
  });
});
