import { expect } from 'chai';
import { chaincodeSettingsSchema } from '../settings/embeddedSettings.js';
import type { ChaincodeSettings } from '../settings/embeddedSettings.js';
import { DefinitionError } from './DefinitionError.js';
import { nextDefinitions } from './nextDefinitions.js';

function chaincode(settings: object = {}): ChaincodeSettings {
  return chaincodeSettingsSchema.parse({ name: 'basic', address: 'localhost:9999', ...settings });
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof DefinitionError
      ? `${error.code}: ${error.message}`
      : `unexpected ${String(error)}`;
  }
  return 'no error';
}

describe('nextDefinitions', () => {
  const home = { name: 'home', policy: "OR('Org1MSP.member')", blockToLive: 3 };

  it('begins with sequence 1, in the order of names', () => {
    const [basic, another] = [chaincode(), chaincode({ name: 'another' })];
    expect(nextDefinitions([], [basic, another])).to.deep.equal([
      { sequence: 1, chaincode: another },
      { sequence: 1, chaincode: basic },
    ]);
  });

  it('keeps the sequence of what is the same but for its address, also when stored as JSON', () => {
    const stored = JSON.parse(
      JSON.stringify([{ sequence: 4, chaincode: chaincode({ collections: [home] }) }]),
    ) as Parameters<typeof nextDefinitions>[0];
    const addresses = { Org2MSP: 'localhost:4321' };
    const moved = chaincode({ address: 'localhost:1234', addresses, collections: [home] });
    expect(nextDefinitions(stored, [moved])).to.deep.equal([{ sequence: 4, chaincode: moved }]);
  });

  it('gives the next sequence to whatever else changed', () => {
    const stored = [{ sequence: 4, chaincode: chaincode({ collections: [home] }) }];
    const changes = [
      { version: '1.1' },
      { policy: "OR('Org1MSP.peer')" },
      { initRequired: true },
      { collections: [home, { ...home, name: 'second' }] },
      { collections: [{ ...home, memberOnlyRead: true }] },
    ];
    for (const change of changes) {
      const proposed = chaincode({ collections: [home], ...change });
      expect(nextDefinitions(stored, [proposed])).to.deep.equal([{ sequence: 5, chaincode: proposed }]);
    }
  });

  it('keeps what the settings no longer name', () => {
    const stored = [{ sequence: 2, chaincode: chaincode() }];
    expect(nextDefinitions(stored, [])).to.deep.equal(stored);
  });

  it('refuses a name twice', () => {
    expect(refusal(() => nextDefinitions([], [chaincode(), chaincode()]))).to.equal(
      "DUPLICATE_CHAINCODE: chaincode 'basic' is defined twice",
    );
  });

  it('refuses to drop a collection or to change its block-to-live', () => {
    const stored = [{ sequence: 1, chaincode: chaincode({ collections: [home] }) }];
    const next = (...collections: object[]): string =>
      refusal(() => nextDefinitions(stored, [chaincode({ collections })]));
    expect(next()).to.equal(
      'COLLECTION_CHANGED: the proposed collection config does not contain previously defined collections',
    );
    expect(next({ ...home, name: 'other' })).to.equal(
      'COLLECTION_CHANGED: existing collection [home] missing in the proposed collection configuration',
    );
    expect(next({ ...home, blockToLive: 4 })).to.equal(
      'COLLECTION_CHANGED: the BlockToLive in an existing collection [home] modified. Existing value [3]',
    );
  });
});
