import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlServer } from './ControlServer.js';
import { SupervisorClient } from './SupervisorClient.js';

describe('ControlServer', () => {
  it('takes a short path elsewhere when the folder is too deep for a socket', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'control-'));
    const deep = join(folder, 'x'.repeat(120));
    const server = new ControlServer(deep, async () => Promise.resolve([]));
    const socket = await server.start();
    try {
      expect(socket.length).to.be.below(100);
      const controlFile = join(folder, 'control.json');
      await writeFile(controlFile, JSON.stringify({ socket }));
      expect(await new SupervisorClient(controlFile).send({ command: 'status' })).to.deep.equal([]);
    } finally {
      server.stop();
      await rm(folder, { recursive: true });
    }
    expect(existsSync(socket)).to.equal(false);
  });
});
