import { expect } from 'chai';
import { common } from '@hyperledger/fabric-protos';
import type { NamespaceFootprint } from '../simulation/TxSimulator.js';
import { chaincodeInterest } from './chaincodeInterest.js';

describe('chaincodeInterest', () => {
  const policy = new common.SignaturePolicyEnvelope();
  policy.setVersion(7);

  function calls(namespaces: Readonly<Record<string, Partial<NamespaceFootprint>>>): unknown[] {
    const footprint = {
      namespaces: new Map(
        Object.entries(namespaces).map(([name, touched]) => [
          name,
          { collections: new Map(), chaincodePolicyRequired: false, keyPolicies: [], ...touched },
        ]),
      ),
    };
    return chaincodeInterest(footprint, (name) => name === '_lifecycle')
      .getChaincodesList()
      .map((call) => ({
        name: call.getName(),
        collections: call.getCollectionNamesList(),
        noPrivateReads: call.getNoPrivateReads(),
        keyPolicies: call.getKeyPoliciesList().map((one) => one.getVersion()),
        disregard: call.getDisregardNamespacePolicy(),
      }));
  }

  const plain = { collections: [], noPrivateReads: false, keyPolicies: [], disregard: false };

  it('asks for a chaincode’s policy, and not for a system chaincode’s', () => {
    expect(
      calls({ a: { chaincodePolicyRequired: true }, _lifecycle: { chaincodePolicyRequired: true } }),
    ).to.deep.equal([{ ...plain, name: 'a' }]);
  });

  it('asks for no chaincode’s policy when only collections were written', () => {
    const collections = new Map([
      ['read', { privateReads: true }],
      ['written', { privateReads: false }],
    ]);
    expect(calls({ a: { collections } })).to.deep.equal([
      { ...plain, name: 'a', collections: ['read'] },
      { ...plain, name: 'a', collections: ['written'], noPrivateReads: true },
    ]);
  });

  it('asks for keys’ policies, instead of the chaincode’s or besides', () => {
    const keyPolicies = [policy.serializeBinary()];
    expect(calls({ a: { keyPolicies }, b: { keyPolicies, chaincodePolicyRequired: true } })).to.deep.equal([
      { ...plain, name: 'a', keyPolicies: [7], disregard: true },
      { ...plain, name: 'b', keyPolicies: [7] },
    ]);
  });

  it('refuses a key’s policy that is none', () => {
    expect(() => calls({ a: { keyPolicies: [Buffer.from([0xff, 0xff])] } })).to.throw(
      'error unmarshalling SignaturePolicyEnvelope: proto: cannot parse invalid wire-format data',
    );
  });
});
