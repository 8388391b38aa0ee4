import { GatewayError } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Application } from './Application.js';
import { ForeignNetwork } from './ForeignNetwork.js';
import { freePorts } from './freePorts.js';
import { readChain } from './readChain.js';
import { runToEnd } from './runToEnd.js';

const ENDS = ['SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGTERM'] as const;
const WRITERS = 8;

describe('the command of the embedded network', () => {
  let network: ForeignNetwork;

  before(async () => {
    network = await ForeignNetwork.start();
  });

  after(async () => {
    await network.stop();
  });

  it('keeps every acknowledged commit when it is killed or stopped at any moment', async () => {
    const acknowledged: string[] = [];
    for (const [round, signal] of ENDS.entries()) {
      const application = network.connect('Org1MSP');
      await application.submit('vault', 'create', `first-${round}`, 'Ada');
      const writing = Promise.all(
        Array.from({ length: WRITERS }, (_, writer) =>
          writeUntilRefused(application, `${round}-${writer}`, acknowledged),
        ),
      );
      // By what is acknowledged, not by the clock: a slow machine is killed in mid-writing too.
      const enough = acknowledged.length + WRITERS;
      while (acknowledged.length <= enough) await sleep(20);
      await sleep(Math.random() * 500);
      expect(await network.process.end(signal)).to.equal(signal === 'SIGTERM' ? 0 : null);
      await writing;
      await network.startProcess();
    }
    expect(acknowledged.length).to.be.greaterThan(ENDS.length * WRITERS);
    const { height } = network.ready;
    const application = network.connect('Org2MSP');
    expect(await application.evaluate('vault', 'missing', JSON.stringify(acknowledged))).to.deep.equal([]);
    await readChain(application, height);
    await application.submit('assets', 'create', 'afterwards', 'Ada');
    await readChain(application, height + 1);
  });

  it('refuses a second process on the same folder, and harms nothing', async () => {
    const [port = 0] = await freePorts(1);
    const second = withOption(
      withOption(network.args, '--org', 0, `Org1MSP:org1.example.com:${port}`),
      '--org',
      1,
    );
    const { code, errors } = await runToEnd(second);
    expect(code).to.equal(1);
    expect(errors).to.contain('STORE_LOCKED');
    const application = network.connect('Org1MSP');
    await application.submit('assets', 'create', 'still', 'Ada');
  });

  it('says which port is in use', async () => {
    const [port = 0] = [...network.ready.organisations].map(({ endpoint }) => Number(endpoint.split(':')[1]));
    const { code, errors } = await runToEnd([
      ...['--dir', join(network.dir, 'other'), '--org', `Org1MSP:org1.example.com:${port}`],
    ]);
    expect(code).to.equal(1);
    expect(errors).to.contain(`127.0.0.1:${port}`).and.to.contain('EADDRINUSE');
  });

  it('refuses what it does not understand, and says what it is', async () => {
    const org = ['--org', 'Org1MSP:org1.example.com:7051'];
    const dir = ['--dir', join(network.dir, 'none')];
    const cases: readonly (readonly [readonly string[], string])[] = [
      [[], '--dir is missing: where shall identities and ledger lie?'],
      [[...dir, ...org, '--speed', '9'], "Unknown option '--speed'"],
      [[...dir, '--config', join(network.dir, 'absent.json')], 'ENOENT'],
    ];
    for (const [args, text] of cases) {
      const { code, errors } = await runToEnd(args);
      expect([code, errors.split('\n').at(-1)]).to.deep.equal([1, 'Try --help.']);
      expect(errors).to.contain(text);
    }
  });

  it('refuses other settings than those that its channel was made with', async () => {
    await network.process.end('SIGTERM');
    const changed = withOption(network.args, '--channel', 0, 'other');
    expect(await runToEnd(changed)).to.deep.equal({
      code: 1,
      errors: `SETTINGS_CHANGED: ${join(network.dir, 'data')} holds a channel made with other settings (channel): start with the same, or remove the folder`,
    });
    await network.startProcess();
  });

  it('refuses a folder whose ledger is none', async () => {
    const dir = join(network.dir, 'damaged');
    mkdirSync(join(dir, 'data'), { recursive: true });
    writeFileSync(join(dir, 'data', 'ledger.sqlite'), Buffer.alloc(10_000, 'x'));
    const [port = 0] = await freePorts(1);
    const { code, errors } = await runToEnd(['--dir', dir, '--org', `Org1MSP:org1.example.com:${port}`]);
    expect(code).to.equal(1);
    expect(errors).to.match(/^STORE_(CORRUPT|FORMAT): /);
  });
});

/** Remembers each id whose commit was acknowledged, until the network has gone. */
async function writeUntilRefused(
  application: Application,
  name: string,
  acknowledged: string[],
): Promise<void> {
  for (let number = 0; ; number += 1) {
    const id = `${name}-${number}`;
    try {
      await application.submit('vault', 'create', id, 'Ada');
    } catch (error) {
      if (error instanceof GatewayError) return;
      throw error;
    }
    acknowledged.push(id);
  }
}

/** The arguments with another value of the option's occurrence of this number; without it when there is no value. */
function withOption(args: readonly string[], option: string, occurrence: number, value?: string): string[] {
  let seen = -1;
  return args.flatMap((arg, index) => {
    if (arg === option) seen += 1;
    const isIt = seen === occurrence && (arg === option || args[index - 1] === option);
    if (!isIt) return [arg];
    if (value === undefined) return [];
    return [arg === option ? option : value];
  });
}
