import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { drawEpochKeys, random16Hex, type EpochKeys } from '@acequia/protocol';
import { AtRestCipher, KeyStore } from '@acequia/protocol/keystore';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { SAMPLE_DOMAIN } from '../../test/sampleDomain.js';
import { SampleLedger } from '../../test/SampleLedger.js';
import { sampleOpener } from '../../test/sampleOpener.js';
import { applyBlock } from '../projector/applyBlock.js';
import { openWaiting } from '../projector/openWaiting.js';
import type { ProjectionScope } from '../projector/ProjectionScope.js';
import { digestReadModel } from '../readModel/digestReadModel.js';
import { omit } from '../omit.js';
import { HomeKeyringReader } from './HomeKeyringReader.js';

describe('HomeKeyringReader', () => {
  let folder: string;
  let store: KeyStore;
  let reader: HomeKeyringReader;
  let opened: OpenModel;
  let ledger: SampleLedger;
  let scope: ProjectionScope;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-home-'));
    store = new KeyStore(folder, new AtRestCipher(Buffer.alloc(32, 3)));
    reader = new HomeKeyringReader(store, SAMPLE_DOMAIN);
    opened = openModel();
    ledger = new SampleLedger().found();
    const isMember = (homeId: string): boolean => homeId === 'SH1';
    scope = { chaincode: 'acequia', isMember, opener: sampleOpener(reader) };
  });
  afterEach(async () => {
    opened.close();
    await rm(folder, { recursive: true });
  });
  const project = (): void => {
    for (const block of ledger.builder.blocks) applyBlock(opened.model, block, scope);
  };
  /** As the home's agent does before it publishes. */
  const keep = async (keys: EpochKeys): Promise<void> => {
    const model = openModel();
    model.apply(ledger.builder.blocks);
    const view = model.model.keys.epoch('SH1', 1);
    model.close();
    if (view === undefined) throw new Error('no epoch');
    await store.put('epoch/0000000001', {
      homeId: 'SH1',
      record: omit(omit(omit(view, 'homeId'), 'publishedAt'), 'revokedAt'),
      keys: {
        essential: keys.essential.toString('base64'),
        extended: keys.extended.toString('base64'),
        audit: keys.audit.toString('base64'),
      },
      state: 'published',
      requestId: random16Hex(),
    });
    await reader.load();
  };

  it('opens the own windows with the keys that the agent keeps, and nobody else’s', async () => {
    const window = ledger.window('sh1-energy', [1, 2]);
    ledger.submit([window]);
    ledger.submit([ledger.window('sh2-energy', [3])]);
    await keep(ledger.home('SH1').keys());
    project();
    const row = opened.model.monitoring.window('sh1-energy', 1);
    expect(row).to.include({ payload: 'present', extended: 'present' });
    expect(row && opened.model.readings.payload(row)).to.deep.equal(window.payload);
    expect(opened.model.monitoring.window('sh2-energy', 1)).to.include({ payload: 'withheld' });
    expect(opened.model.keys.notes('SH1', 1)).to.not.equal(undefined);
    expect(opened.model.keys.notes('SH2', 1)).to.equal(undefined);
  });

  it('waits without a complaint for keys that are not there, or are a draft’s, and ends the same', async () => {
    ledger.submit([ledger.window('sh1-energy', [1, 2])]);
    await keep(drawEpochKeys());
    project();
    const row = opened.model.monitoring.window('sh1-energy', 1);
    expect(row).to.include({ payload: 'sealed', extended: 'sealed' });
    expect(row).to.not.have.any.keys('fault', 'extendedFault');
    openWaiting(opened.model, scope);
    expect(opened.model.monitoring.unopened()).to.equal(1);
    await keep(ledger.home('SH1').keys());
    openWaiting(opened.model, scope);
    expect(opened.model.monitoring.waitingForKeys()).to.deep.equal([]);
    const prompt = openModel();
    prompt.apply(ledger.builder.blocks, 'SH1');
    expect(digestReadModel(opened.model.database)).to.deep.equal(digestReadModel(prompt.model.database));
    prompt.close();
  });
});
