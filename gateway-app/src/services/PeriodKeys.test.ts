import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  EPOCH_LATENESS_SECONDS,
  publicRecords,
  sequenceAttribute,
  type OperationKeyRecord,
} from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { AtRestCipher, KeyStore } from '@acequia/protocol/keystore';
import { pino } from 'pino';
import { LedgerBuilder, put } from '../../test/LedgerBuilder.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { SAMPLE_DOMAIN } from '../../test/sampleDomain.js';
import { community, HOUR, period, START } from '../../test/SampleLedger.js';
import { gatewayConfigSchema, type GatewayConfig } from '../config.js';
import { CommunityKeyring } from '../keys/CommunityKeyring.js';
import { DataFiles } from '../process/DataFiles.js';
import { DatabaseVault } from '../repository/DatabaseVault.js';
import { PeriodKeys, type PeriodKeysContext } from './PeriodKeys.js';

const config: GatewayConfig = gatewayConfigSchema.parse({
  role: 'community',
  dataDir: '/data',
  keysDir: '/keys',
  atRestKeyFile: '/key',
  fabric: {
    endpoint: '127.0.0.1:7051',
    tlsHostname: 'peer',
    tlsRootCertFile: '/ca.pem',
    mspId: 'CommunityMSP',
    certFile: '/cert.pem',
    keyFile: '/key.pem',
    channel: 'community',
    chaincode: 'acequia',
  },
  api: {},
});
const MONTH = period.end - period.start;
const cipher = new AtRestCipher(Buffer.alloc(32, 5));

describe('PeriodKeys', () => {
  let folder: string;
  let opened: OpenModel;
  let builder: LedgerBuilder;
  let keyring: CommunityKeyring;
  let vault: DatabaseVault;
  let now: number;
  let requests: string[];
  let isCurrent: boolean;
  /** Set to lose the answer to the next publication, as a crash does. */
  let isLost: boolean;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-period-'));
    opened = openModel();
    builder = new LedgerBuilder();
    vault = await DatabaseVault.unlock(new DataFiles(folder), Buffer.alloc(32, 5));
    await restart();
    now = START;
    requests = [];
    isLost = false;
    isCurrent = true;
  });
  afterEach(async () => {
    opened.close();
    await rm(folder, { recursive: true });
  });
  /** Reads the keys from the disk, as a program that is started does. */
  async function restart(): Promise<void> {
    keyring = new CommunityKeyring(new KeyStore(join(folder, 'own'), cipher), SAMPLE_DOMAIN);
    await keyring.load();
  }
  const writeKey = (key: OperationKeyRecord): Committed => {
    const attributes = [key.owner, sequenceAttribute(key.version)];
    const block = builder.add({
      function: 'keys',
      writes: [put(publicRecords.operationKey, attributes, key)],
    });
    opened.apply([block]);
    return { requestId: '', transactionId: '', blockNumber: block.number };
  };
  /** The ledger's side of both functions: the record that each writes. */
  const keys: PeriodKeysContext['ledger']['keys'] = {
    publishOperationKey: ({ requestId = '', version, publicKey, periodId }) => {
      requests.push(`${requestId} ${publicKey}`);
      if (isLost) return Promise.reject(new Error('killed'));
      const about = { owner: 'community', version, publicKey, publishedAt: now };
      return Promise.resolve(writeKey({ ...about, ...(periodId === undefined ? {} : { periodId }) }));
    },
    destroyOperationKey: ({ version }) => {
      const key = opened.model.keys.operationKeys('community').find((each) => each.version === version);
      if (key === undefined) return Promise.reject(new Error('unknown'));
      return Promise.resolve(writeKey({ ...key, destroyedAt: now }));
    },
  };
  const step = (): Promise<void> =>
    new PeriodKeys({
      model: opened.model,
      keyring,
      vault,
      ledger: { keys },
      reached: () => Promise.resolve(),
      isCurrent: () => Promise.resolve(isCurrent),
      config,
      log: pino({ level: 'silent' }),
      now: () => now,
    }).step();
  const found = (): void => {
    opened.apply([
      builder.add({
        function: 'registry:createCommunity',
        writes: [put(publicRecords.community, [], community)],
      }),
    ]);
  };
  const openPeriod = (periodId: string, start: number): void => {
    const record = { periodId, start, end: start + MONTH, contracts: period.contracts };
    opened.apply([
      builder.add({ function: 'quota:openPeriod', writes: [put(publicRecords.period, [periodId], record)] }),
    ]);
  };
  const close = (periodId: string): void => {
    const value = { periodId, closedAt: now };
    opened.apply([
      builder.add({
        function: 'quota:closePeriod',
        writes: [put(publicRecords.periodClosed, [periodId], value)],
      }),
    ]);
  };
  const published = (): [number, string | undefined][] =>
    opened.model.keys.operationKeys('community').map(({ version, periodId }) => [version, periodId]);

  it('publishes one when the community is there, and one for each period as it begins', async () => {
    await step();
    expect(published()).to.deep.equal([]);
    found();
    await step();
    await step();
    expect(published()).to.deep.equal([[1, undefined]]);
    openPeriod('2016-09', START);
    openPeriod('2016-10', START + MONTH);
    await step();
    await step();
    expect(published()).to.deep.equal([
      [1, undefined],
      [2, '2016-09'],
    ]);
    now = START + MONTH - HOUR;
    await step();
    expect(published().at(-1)).to.deep.equal([3, '2016-10']);
    const [, latest] = [0, opened.model.keys.latestOperationKey('community')];
    expect(keyring.key(3)?.publicKey).to.equal(latest?.publicKey);
  });

  it('publishes the key that is on the disk after a crash, under the same request id', async () => {
    found();
    isLost = true;
    await step().catch(() => undefined);
    await restart();
    isLost = false;
    await step();
    expect(published()).to.deep.equal([[1, undefined]]);
    expect(requests).to.have.length(2);
    expect(requests[0]).to.equal(requests[1]);
  });

  it('publishes another where the private half of the newest is lost', async () => {
    found();
    await step();
    await rm(join(folder, 'own'), { recursive: true });
    await restart();
    await step();
    await step();
    expect(published()).to.deep.equal([
      [1, undefined],
      [2, undefined],
    ]);
  });

  it('does nothing while the read model lags behind the ledger', async () => {
    found();
    isCurrent = false;
    await step();
    expect(published()).to.deep.equal([]);
  });

  it('destroys one that nothing needs any more, when its period’s disputes have had their time', async () => {
    found();
    openPeriod('2016-09', START);
    await step();
    now = START + MONTH;
    openPeriod('2016-10', now);
    await step();
    expect(keyring.versions).to.deep.equal([1, 2]);
    now += EPOCH_LATENESS_SECONDS + 1;
    close('2016-09');
    await step();
    expect(keyring.versions).to.deep.equal([1, 2]);
    now += config.community.disputeWaitSeconds;
    await step();
    expect(keyring.versions).to.deep.equal([1, 2]);
    now += 1;
    await step();
    expect(keyring.versions).to.deep.equal([2]);
    expect(opened.model.keys.operationKeys('community').map(({ destroyedAt }) => destroyedAt)).to.deep.equal([
      now,
      undefined,
    ]);
    // A program that starts again finds it gone for good, and publishes no other in its place.
    await restart();
    await step();
    expect(keyring.versions).to.deep.equal([2]);
    expect(published()).to.have.length(2);
  });
});
