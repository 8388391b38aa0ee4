import { expect } from 'chai';
import type { ForeignNetwork } from '../foreign/ForeignNetwork.js';

let count = 0;

/** Expects that the process lives, reported no fault of its own, and serves a transaction of both organisations. */
export async function expectSound(network: ForeignNetwork): Promise<void> {
  expect(network.process.isRunning).to.equal(true);
  expect(network.process.errors).not.to.match(/ {4}at |Unhandled|internal error/);
  const application = network.connect('Org1MSP');
  count += 1;
  const asset = { id: `sound${count}`, owner: 'Ada' };
  await application.submit('assets', 'create', asset.id, asset.owner);
  expect(await application.evaluate('assets', 'read', asset.id)).to.deep.equal(asset);
}
