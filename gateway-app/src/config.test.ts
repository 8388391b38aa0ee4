import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { gatewayConfigSchema, loadConfig, type GatewayConfigFile } from './config.js';

const fabric = {
  endpoint: '127.0.0.1:7051',
  tlsHostname: 'peer',
  tlsRootCertFile: '/ca.pem',
  mspId: 'CommunityMSP',
  certFile: '/cert.pem',
  keyFile: '/key.pem',
  channel: 'community',
  chaincode: 'acequia',
};
const community: GatewayConfigFile = {
  role: 'community',
  dataDir: '/data',
  keysDir: '/keys',
  atRestKeyFile: '/at-rest.key',
  fabric,
  api: {},
};

describe('the configuration', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-config-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const refusal = async (content: string, environment: NodeJS.ProcessEnv = {}): Promise<unknown> => {
    const file = join(folder, 'config.json');
    writeFileSync(file, content);
    return loadConfig(file, environment).then(
      () => undefined,
      (error: unknown) => error,
    );
  };

  it('fills in what a file leaves out', () => {
    const config = gatewayConfigSchema.parse(community);
    expect(config.api).to.deep.equal({ host: '127.0.0.1', port: 0 });
    expect(config.logLevel).to.equal('info');
    expect(config.community).to.include({ closeDelayMs: 2000, noteWaitSeconds: 86_400 });
  });

  for (const host of ['0.0.0.0', '192.168.1.5', '::', 'example.org', '']) {
    it(`refuses to listen on "${host}"`, async () => {
      const error = await refusal(JSON.stringify({ ...community, api: { host } }));
      expect(error)
        .to.have.property('message')
        .that.matches(/^INPUT_INVALID: api\.host /);
    });
  }

  it('refuses a home without its id, and a community with one', async () => {
    expect(await refusal(JSON.stringify({ ...community, role: 'home' }))).to.have.property(
      'code',
      'INPUT_INVALID',
    );
    expect(await refusal(JSON.stringify({ ...community, homeId: 'SH1' }))).to.have.property(
      'code',
      'INPUT_INVALID',
    );
  });

  it('refuses what is unknown, and what is not JSON', async () => {
    expect(await refusal(JSON.stringify({ ...community, colour: 'blue' }))).to.have.property(
      'code',
      'INPUT_INVALID',
    );
    expect(await refusal('role: community')).to.have.property('message', 'INPUT_INVALID: not JSON');
  });

  it('has a market for what is given a price alone, and claims that a closed period leaves time for', async () => {
    const water = { excessPrice: '32' };
    expect(gatewayConfigSchema.parse({ ...community, market: { water } }).market).to.deep.equal({
      water: {
        excessPrice: '32',
        depositRatioBp: 2000,
        deadEndPenaltyBp: 100,
        biddingSeconds: 21_600,
        revealSeconds: 7200,
        claimSeconds: 1_209_600,
        disputeSeconds: 604_800,
        maxLots: 1000,
      },
    });
    for (const wrong of [
      { gold: water },
      { water: {} },
      { water: { excessPrice: '0' } },
      { water: { ...water, fund: 'acc-1' } },
      { water: { ...water, claimSeconds: 3 * 86_400 } },
      { water: { ...water, disputeSeconds: 16 * 86_400 } },
    ]) {
      const error = await refusal(JSON.stringify({ ...community, market: wrong }));
      expect(error, JSON.stringify(wrong)).to.have.property('code', 'INPUT_INVALID');
    }
  });

  it('takes the log level from the environment first, and checks it', async () => {
    const file = join(folder, 'good.json');
    writeFileSync(file, JSON.stringify(community));
    expect((await loadConfig(file, { ACEQUIA_LOG_LEVEL: 'debug' })).logLevel).to.equal('debug');
    expect(await refusal(JSON.stringify(community), { ACEQUIA_LOG_LEVEL: 'loud' })).to.have.property(
      'code',
      'INPUT_INVALID',
    );
  });

  it('says which file cannot be read', async () => {
    const error = await loadConfig(join(folder, 'none.json'), {}).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    expect(error).to.have.property('code', 'CONFIG_UNREADABLE');
  });
});
