import { expect } from 'chai';
import { common, msp } from '@hyperledger/fabric-protos';
import { ConfigGroupBuilder } from '../channel/ConfigGroupBuilder.js';
import type { ChannelMembership } from '../msp/ChannelMembership.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import { membershipOf } from '../../test/policies/membershipOf.js';
import { signedData } from '../../test/policies/signedData.js';
import { TestOrganisation } from '../../test/policies/TestOrganisation.js';
import type { ConfigPolicyManager } from './ConfigPolicyManager.js';
import { PolicyError } from './PolicyError.js';
import { readPolicies } from './readPolicies.js';

describe('readPolicies', () => {
  const mspIds = ['A', 'B', 'C'];
  let membership: ChannelMembership;
  const peers: SigningIdentity[] = [];

  before(() => {
    const organisations = mspIds.map((mspId) => TestOrganisation.create(mspId));
    membership = membershipOf(...organisations);
    peers.push(...organisations.map((one) => one.identity('peer')));
  });

  const organisation = (mspId: string, policies: Record<string, string>): common.ConfigGroup =>
    new ConfigGroupBuilder().policies({ Endorsement: `OR('${mspId}.peer')`, ...policies }).build();

  function channel(ofB: Record<string, string> = {}): ConfigPolicyManager {
    const application = new ConfigGroupBuilder()
      .policies({
        Any: 'ANY Endorsement',
        All: 'ALL Endorsement',
        Endorsement: 'MAJORITY Endorsement',
        Missing: 'ANY Nowhere',
        Partly: 'ALL Extra',
        AnyPartly: 'ANY Extra',
        Fixed: "AND('A.peer', 'B.peer')",
      })
      .group('A', organisation('A', { Extra: "OR('A.peer')" }))
      .group('B', organisation('B', { Extra: "OR('B.peer', 'A.peer')", ...ofB }))
      .group('C', organisation('C', {}));
    const root = new ConfigGroupBuilder()
      .policies({ Endorsement: 'ANY Endorsement' })
      .group('Application', application.build())
      .group(
        'Empty',
        new ConfigGroupBuilder().policies({ None: 'ALL X', Any: 'ANY X', Most: 'MAJORITY X' }).build(),
      )
      .build();
    return readPolicies(root, membership);
  }

  function verdict(path: string, ...signers: readonly number[]): string {
    const policy = channel().policy(path);
    if (policy === undefined) {
      return 'no such policy';
    }
    const signing = signers.map((index) => peers[index]).filter((peer) => peer !== undefined);
    try {
      policy.evaluateSignedData(signedData(...signing));
      policy.evaluateIdentities(signing.map(({ serialized }) => membership.deserialize(serialized)));
      return 'satisfied';
    } catch (error) {
      return error instanceof PolicyError ? error.message : `unexpected ${String(error)}`;
    }
  }
  const lacking = (satisfied: number, required: number, name = 'Endorsement'): string =>
    `implicit policy evaluation failed - ${satisfied} sub-policies were satisfied, but this policy requires ${required} of the '${name}' sub-policies to be satisfied`;

  it('finds policies by absolute path and relative to the channel', () => {
    expect(verdict('/Channel/Application/Fixed', 0, 1)).to.equal('satisfied');
    expect(verdict('Application/Fixed', 0, 1)).to.equal('satisfied');
    expect(verdict('/Channel/Application/B/Endorsement', 1)).to.equal('satisfied');
    expect(verdict('/Channel/Application/B/Endorsement', 0)).to.equal('signature set did not satisfy policy');
    for (const path of ['', '/', '/Channel', 'Fixed', 'Channel/Application/Fixed', '/Application/Fixed']) {
      expect(verdict(path), path).to.equal('no such policy');
    }
  });

  it('counts sub-policies', () => {
    expect(verdict('/Channel/Application/Any', 2)).to.equal('satisfied');
    expect(verdict('/Channel/Application/Any')).to.equal(lacking(0, 1));
    expect(verdict('/Channel/Application/Endorsement', 0, 2)).to.equal('satisfied');
    expect(verdict('/Channel/Application/Endorsement', 1, 1)).to.equal(lacking(1, 2));
    expect(verdict('/Channel/Application/All', 0, 1, 2)).to.equal('satisfied');
    expect(verdict('/Channel/Application/All', 0, 2)).to.equal(lacking(2, 3));
  });

  it('takes a group without the sub-policy as one that refuses', () => {
    expect(verdict('/Channel/Application/Missing', 0, 1, 2)).to.equal(lacking(0, 1, 'Nowhere'));
    expect(verdict('/Channel/Application/Partly', 0, 1, 2)).to.equal(lacking(2, 3, 'Extra'));
    expect(verdict('/Channel/Application/AnyPartly', 0)).to.equal('satisfied');
    // Of the two groups below the channel only one has an Endorsement.
    expect(verdict('/Channel/Endorsement', 0, 1)).to.equal('satisfied');
  });

  it('is satisfied by nobody where there are no groups', () => {
    for (const name of ['None', 'Any', 'Most']) {
      expect(verdict(`/Channel/Empty/${name}`), name).to.equal('satisfied');
    }
  });

  it('makes a signature policy of an implicit one, each principal once', () => {
    const envelope = channel({ Endorsement: "AND('B.peer', 'A.peer')" }).signaturePolicyEnvelope(
      '/Channel/Application/Endorsement',
    );
    const principals = envelope
      ?.getIdentitiesList()
      .map((principal) => msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8()).getMspIdentifier());
    expect(principals).to.deep.equal(['A', 'B', 'C']);
    const rule = (policy: common.SignaturePolicy): object | number => {
      const gate = policy.getNOutOf();
      return gate === undefined
        ? policy.getSignedBy()
        : { n: gate.getN(), rules: gate.getRulesList().map(rule) };
    };
    expect(rule(envelope?.getRule() ?? new common.SignaturePolicy())).to.deep.equal({
      n: 2,
      rules: [
        { n: 1, rules: [0] },
        { n: 2, rules: [1, 0] },
        { n: 1, rules: [2] },
      ],
    });
  });

  it('has no signature policy for a path without policy or with a part missing', () => {
    expect(channel().signaturePolicyEnvelope('/Channel/Application/Partly')).to.equal(undefined);
    expect(channel().signaturePolicyEnvelope('/Channel/Application/Absent')).to.equal(undefined);
  });

  it('refuses a configuration with a policy that is none', () => {
    const read = (type: number | undefined, value = new Uint8Array()): string => {
      const group = new common.ConfigGroup();
      const policy = new common.ConfigPolicy();
      if (type !== undefined) {
        const content = new common.Policy();
        content.setType(type);
        content.setValue(value);
        policy.setPolicy(content);
      }
      group.getPoliciesMap().set('Bad', policy);
      const root = new common.ConfigGroup();
      root.getGroupsMap().set('Group', group);
      try {
        readPolicies(root, membership);
      } catch (error) {
        return error instanceof PolicyError ? error.message : `unexpected ${String(error)}`;
      }
      return 'no error';
    };
    const { SIGNATURE, MSP, IMPLICIT_META } = common.Policy.PolicyType;
    const unknownRule = Uint8Array.of(0x10, 9);
    expect(read(undefined)).to.equal('policy Bad at path Channel/Group was nil');
    expect(read(MSP)).to.equal('policy Bad at path Channel/Group has unknown policy type: 2');
    expect(read(SIGNATURE)).to.equal(
      'policy Bad at path Channel/Group did not compile: Empty policy element',
    );
    expect(read(SIGNATURE, Uint8Array.of(0x12, 9))).to.match(
      /^policy Bad at path Channel\/Group did not compile: /,
    );
    expect(read(IMPLICIT_META, unknownRule)).to.equal(
      'implicit policy Bad at path Channel/Group did not compile: unknown rule type 9',
    );
  });
});
