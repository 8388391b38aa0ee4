import { expect } from 'chai';
import { ArraySnapshot } from '../../test/simulation/ArraySnapshot.js';
import { footprintIn } from '../../test/simulation/footprintIn.js';
import { keysOf } from '../../test/simulation/keysOf.js';
import { metadataFrom } from '../../test/simulation/metadataFrom.js';
import { numberedKeys } from '../../test/simulation/numberedKeys.js';
import { simulatorOver } from '../../test/simulation/simulatorOver.js';

describe('footprintOf', () => {
  it("needs the chaincode's policy where nothing was written", () => {
    const simulator = simulatorOver(numberedKeys(1));
    simulator.getState('cc', 'key000');
    simulator.getPrivateDataHash('dd', 'red', 'k');
    keysOf(simulator.getStateRange('aa', '', '', 0));
    const results = simulator.results();
    const wanted = { collections: {}, chaincodePolicyRequired: true, keyPolicies: [] };
    expect([...results.footprint.namespaces.keys()]).to.deep.equal(['aa', 'cc', 'dd']);
    for (const name of ['aa', 'cc', 'dd']) expect(footprintIn(results, name)).to.deep.equal(wanted);
  });

  it("needs the chaincode's policy for a key without one, and keys' own policies", () => {
    const snapshot = new ArraySnapshot()
      .put('cc', 'own', 'v', { metadata: { VALIDATION_PARAMETER: 'p1', A: 'a' } })
      .put('cc', 'own2', 'v', { metadata: { VALIDATION_PARAMETER: 'p2' } })
      .put('cc', 'other', 'v', { metadata: { A: 'a' } });
    const alone = simulatorOver(snapshot);
    alone.getState('cc', 'own');
    alone.getState('cc', 'other');
    alone.setState('cc', 'own', Buffer.from('v'));
    alone.setStateMetadata('cc', 'own', new Map());
    alone.deleteState('cc', 'own2');
    expect(footprintIn(alone.results(), 'cc')).to.deep.equal({
      collections: {},
      chaincodePolicyRequired: false,
      keyPolicies: ['p1', 'p2'],
    });
    const mixed = simulatorOver(snapshot);
    mixed.setStateMetadata('cc', 'own', metadataFrom({ VALIDATION_PARAMETER: 'new' }));
    mixed.setState('cc', 'other', Buffer.from('v'));
    expect(footprintIn(mixed.results(), 'cc')).to.deep.equal({
      collections: {},
      chaincodePolicyRequired: true,
      keyPolicies: ['p1'],
    });
  });

  it('takes the policy that is committed, not the one that is being set', () => {
    const simulator = simulatorOver(new ArraySnapshot());
    simulator.setState('cc', 'new', Buffer.from('v'));
    simulator.setStateMetadata('cc', 'new', metadataFrom({ VALIDATION_PARAMETER: 'p' }));
    expect(footprintIn(simulator.results(), 'cc')).to.deep.equal({
      collections: {},
      chaincodePolicyRequired: true,
      keyPolicies: [],
    });
  });

  it("needs collections' policies for what was written or read in clear", () => {
    const snapshot = new ArraySnapshot()
      .putPrivate('cc', 'red', 'r', 'v', { metadata: { VALIDATION_PARAMETER: 'p1' } })
      .putPrivate('cc', 'green', 'g', 'v', { metadata: { VALIDATION_PARAMETER: 'p2' } });
    const simulator = simulatorOver(snapshot);
    simulator.getPrivateData('cc', 'red', 'r');
    simulator.setPrivateData('cc', 'red', 'r', Buffer.from('v'));
    simulator.setPrivateDataMetadata('cc', 'green', 'g', new Map());
    simulator.setPrivateData('cc', 'blue', 'b', Buffer.from('v'));
    expect(footprintIn(simulator.results(), 'cc')).to.deep.equal({
      collections: { red: { privateReads: true }, blue: { privateReads: false } },
      chaincodePolicyRequired: false,
      keyPolicies: ['p2', 'p1'],
    });
  });
});
