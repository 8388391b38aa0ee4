import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { runCli } from './runCli.js';

describe('the command line', () => {
  let folder = '';
  let out = '';
  let err = '';
  const run = (...args: readonly string[]): Promise<number> =>
    runCli(args, {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
    });

  beforeEach(async () => {
    [out, err] = ['', ''];
    folder = await mkdtemp(join(tmpdir(), 'acequia-cli-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('ends with 2 for what it does not understand, and with 0 for help', async () => {
    expect(await run('bill', 'show')).to.equal(2);
    expect(err).to.equal("error: missing required argument 'number'\n");
    expect(await run('network', 'up', '--homes', '41')).to.equal(2);
    expect(err).to.contain('It must be a whole number from 1 to 40.');
    expect(await run('--help')).to.equal(0);
    expect(out).to.contain('network').and.to.contain('--json');
  });

  it('ends with 1 and a coded line where something is missing', async () => {
    expect(await run('network', 'status', '--dir', folder)).to.equal(1);
    expect(err).to.match(/^NO_NETWORK: /);
    err = '';
    expect(await run('home', 'list', '--run', folder)).to.equal(1);
    expect(err).to.match(/^RUN_MISSING: .*acequia init/);
    err = '';
    expect(await run('bill', 'show', 'B-1', '--api', 'http://127.0.0.1:9')).to.equal(1);
    expect(err).to.match(/^API_UNREACHABLE: no gateway answers at http:\/\/127\.0\.0\.1:9/);
    expect(out).to.equal('');
  });

  it('prints exactly one JSON document with --json, wherever it stands', async () => {
    expect(await run('--json', 'home', 'list', '--run', folder)).to.equal(1);
    expect(JSON.parse(out)).to.have.nested.property('error.code', 'RUN_MISSING');
    out = '';
    expect(await run('bill', 'show', '--json')).to.equal(2);
    expect(JSON.parse(out)).to.have.nested.property('error.code', 'USAGE_WRONG');
    out = '';
    expect(await run('status', '--json', '--run', folder, '--network', folder)).to.equal(0);
    expect(JSON.parse(out)).to.deep.equal({ network: null, api: null, agents: [] });
  });

  it('says at a glance what to do where there is nothing yet', async () => {
    expect(await run('status', '--run', folder, '--network', folder)).to.equal(0);
    expect(out).to.equal(
      'There is no network here. Next: acequia network up\n' +
        "The community's gateway does not answer. Next: acequia init, then acequia run\n",
    );
  });

  it('keeps device keys and the init state to their owner', async () => {
    const { ensureDeviceKey } = await import('./init/ensureDeviceKey.js');
    const file = join(folder, 'keys', 'sh1-energy.pem');
    const made = await ensureDeviceKey(file);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    const again = await ensureDeviceKey(file);
    expect(again.export({ type: 'pkcs8', format: 'pem' })).to.equal(await readFile(file, 'utf8'));
    expect(made.equals(again)).to.equal(true);
  });
});
