import type { common } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { blockDataHash } from '../../src/blocks/blockDataHash.js';
import { blockHeaderHash } from '../../src/blocks/blockHeaderHash.js';
import type { Application } from './Application.js';
import { firstOf } from './firstOf.js';

/** Reads so many blocks from the first on, and expects that each has the hash of the one before and of its own data. */
export async function readChain(application: Application, height: number): Promise<common.Block[]> {
  const blocks = await firstOf(await application.network.getBlockEvents({ startBlock: 0n }), height);
  let previous = Buffer.of();
  blocks.forEach((block, number) => {
    const header = block.getHeader() ?? expect.fail('no header');
    const data = block.getData() ?? expect.fail('no data');
    expect(header.getNumber()).to.equal(number);
    expect(Buffer.from(header.getPreviousHash_asU8())).to.deep.equal(previous);
    expect(Buffer.from(header.getDataHash_asU8())).to.deep.equal(Buffer.from(blockDataHash(data)));
    previous = Buffer.from(blockHeaderHash(header));
  });
  return blocks;
}
