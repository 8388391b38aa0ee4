import { expect } from 'chai';
import { createServer } from 'node:net';
import { PortAllocator } from './PortAllocator.js';

describe('PortAllocator', () => {
  it('skips a port that is taken and never gives one twice', async () => {
    const free = await new PortAllocator().next('127.0.0.1');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(free, '127.0.0.1', resolve));
    try {
      const allocator = new PortAllocator(free);
      const first = await allocator.next('127.0.0.1');
      const second = await allocator.next('127.0.0.1');
      expect(first).to.be.greaterThan(free);
      expect(second).to.be.greaterThan(first);
    } finally {
      server.close();
    }
  });

  it('says when the host is not of this machine', async () => {
    const error: unknown = await new PortAllocator().next('192.0.2.1').catch((caught: unknown) => caught);
    expect(error).to.have.property('code', 'HOST_UNUSABLE');
  });
});
