import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedSettingsSchema, type EmbeddedSettings } from '../settings/embeddedSettings.js';
import { NetworkError } from './NetworkError.js';
import { StoredSettings } from './StoredSettings.js';

describe('StoredSettings', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stored-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const settings = (changes: object = {}): EmbeddedSettings =>
    embeddedSettingsSchema.parse({
      channel: 'mychannel',
      organisations: [{ mspId: 'Org1MSP', domain: 'org1.example.com', port: 7051 }],
      chaincodes: [{ name: 'basic', address: '127.0.0.1:9999' }],
      ...changes,
    });
  const refusal = (action: () => unknown): unknown => {
    try {
      return action();
    } catch (error) {
      return error;
    }
  };

  it('takes the settings that the channel was made with, wherever its peers listen now', () => {
    const stored = new StoredSettings(folder);
    stored.writeChannel(settings());
    stored.requireSameChannel(settings());
    stored.requireSameChannel(
      settings({
        organisations: [
          { mspId: 'Org1MSP', domain: 'org1.example.com', port: 8051, host: '127.0.0.2', users: 5 },
        ],
        chaincodes: [],
        commitDelay: { seed: 2, maxMs: 10 },
      }),
    );
  });

  it('names what block 0 says otherwise', () => {
    const stored = new StoredSettings(folder);
    stored.writeChannel(settings());
    const error = refusal(() => {
      stored.requireSameChannel(settings({ channel: 'other', batch: { timeoutMs: 5 } }));
    });
    expect(error).to.be.instanceOf(NetworkError).with.property('code', 'SETTINGS_CHANGED');
    expect(String(error)).to.contain('(channel, batch)');
  });

  it('raises the sequence of a chaincode whose definition changed, across restarts', () => {
    const sequences = (changes: object): number[] => {
      const stored = new StoredSettings(folder);
      const next = stored.nextDefinitions(settings(changes));
      stored.writeDefinitions(next);
      return next.map(({ sequence }) => sequence);
    };
    const basic = { name: 'basic', address: '127.0.0.1:9999' };
    expect(sequences({})).to.deep.equal([1]);
    expect(sequences({ chaincodes: [{ ...basic, address: '127.0.0.1:1' }] })).to.deep.equal([1]);
    expect(sequences({ chaincodes: [{ ...basic, policy: "OR('Org1MSP.peer')" }] })).to.deep.equal([2]);
    expect(sequences({ chaincodes: [{ ...basic, policy: "OR('Org1MSP.peer')" }] })).to.deep.equal([2]);
  });

  it('keeps nothing of definitions that were not written', () => {
    const stored = new StoredSettings(folder);
    stored.nextDefinitions(settings({ chaincodes: [{ name: 'wrong', address: '127.0.0.1:1' }] }));
    expect(stored.nextDefinitions(settings()).map(({ chaincode }) => chaincode.name)).to.deep.equal([
      'basic',
    ]);
  });

  it('says which file it cannot read', () => {
    for (const content of ['{', '{}', '[{"sequence":0}]']) {
      writeFileSync(join(folder, 'definitions.json'), content);
      const error = refusal(() => new StoredSettings(folder).nextDefinitions(settings()));
      expect(error).to.be.instanceOf(NetworkError).with.property('code', 'SETTINGS_UNREADABLE');
      expect(String(error)).to.contain('definitions.json');
    }
    writeFileSync(join(folder, 'channel.json'), '[]');
    const error = refusal(() => {
      new StoredSettings(folder).requireSameChannel(settings());
    });
    expect(error).to.be.instanceOf(NetworkError).with.property('code', 'SETTINGS_UNREADABLE');
    expect(String(error)).to.contain('channel.json');
  });
});
