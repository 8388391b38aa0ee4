import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDeviceKey, publicKeyBase64 } from '@acequia/protocol';
import { expect } from 'chai';
import { loadConfig } from './config.js';
import { createDeviceKey } from './keys/createDeviceKey.js';
import { loadDeviceKey } from './keys/loadDeviceKey.js';

const fabric = {
  endpoint: 'localhost:7051',
  tlsHostname: 'peer',
  tlsRootCertFile: '/a',
  mspId: 'SH1MSP',
  certFile: '/b',
  keyFile: '/c',
  channel: 'community',
  chaincode: 'acequia',
};
const reader = { format: 'daiad', file: '/d', meter: 'meter-03', zone: 'Europe/Madrid' };
const device = { deviceId: 'meter-1', keyFile: '/e', driver: { type: 'replay', reader } };
const config = {
  homeId: 'SH1',
  dataDir: '/f',
  keysDir: '/g',
  atRestKeyFile: '/h',
  fabric,
  devices: [device],
};

async function messageOf(outcome: Promise<unknown>): Promise<string> {
  return outcome.then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

describe('configuration and keys', () => {
  let folder: string;
  const load = async (value: unknown, environment: NodeJS.ProcessEnv = {}): ReturnType<typeof loadConfig> => {
    const file = join(folder, 'agent.json');
    await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
    return loadConfig(file, environment);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-config-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('fills in what is usual', async () => {
    expect(await load(config)).to.deep.include({
      windowSeconds: 21_600,
      control: { port: 0 },
      stepSeconds: 3600,
      latenessSeconds: 60,
      retry: { firstMs: 500, maxMs: 30_000, slowMs: 15_000 },
      logLevel: 'info',
    });
    expect(await load(config, { ACEQUIA_LOG_LEVEL: 'debug' })).to.include({ logLevel: 'debug' });
    expect(await load(config, { CREDENTIALS_DIRECTORY: '/run/c' })).to.include({ credentialsDir: '/run/c' });
  });

  it('names what is wrong, never the value', async () => {
    expect(await messageOf(loadConfig(join(folder, 'none.json'), {}))).to.match(/^CONFIG_UNREADABLE: /);
    expect(await messageOf(load('{'))).to.equal('INPUT_INVALID: not JSON');
    expect(await messageOf(load({ ...config, stepSeconds: 3500 }))).to.match(/stepSeconds must divide a day/);
    expect(await messageOf(load({ ...config, windowSeconds: 5400 }))).to.match(
      /a window is a whole number of steps/,
    );
    expect(await messageOf(load({ ...config, devices: [device, device] }))).to.match(
      /every device is listed once/,
    );
    const lost = { ...device, driver: { type: 'replay', reader: { ...reader, zone: 'Europe/Nowhere' } } };
    expect(await messageOf(load({ ...config, devices: [lost] }))).to.match(/zone must be an IANA time zone/);
    expect(await messageOf(load(config, { ACEQUIA_LOG_LEVEL: 'loud' }))).to.match(/^INPUT_INVALID: /);
  });

  it('makes a key that only its owner can read, once, and reads it back', async () => {
    const file = join(folder, 'keys/meter-1.pem');
    const publicKey = await createDeviceKey(file);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(parseDeviceKey(publicKey).asymmetricKeyType).to.equal('ec');
    expect(publicKeyBase64(await loadDeviceKey(file))).to.equal(publicKey);
    expect(await messageOf(createDeviceKey(file))).to.match(/^DEVICE_KEY_EXISTS: /);
  });

  it('refuses what is no key', async () => {
    const file = join(folder, 'key.pem');
    expect(await messageOf(loadDeviceKey(file))).to.match(/^DEVICE_KEY_UNREADABLE: /);
    await writeFile(file, 'private words');
    expect(await messageOf(loadDeviceKey(file))).to.match(/^DEVICE_KEY_INVALID: (?!.*private words)/);
  });
});
