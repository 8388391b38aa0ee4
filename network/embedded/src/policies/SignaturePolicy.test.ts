import { expect } from 'chai';
import fc from 'fast-check';
import { common, msp } from '@hyperledger/fabric-protos';
import type { ChannelMembership } from '../msp/ChannelMembership.js';
import type { Identity } from '../msp/Identity.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import { membershipOf } from '../../test/policies/membershipOf.js';
import { signedData } from '../../test/policies/signedData.js';
import { TestOrganisation } from '../../test/policies/TestOrganisation.js';
import { createSignaturePolicy } from './createSignaturePolicy.js';
import { outOf } from './outOf.js';
import { parsePolicyExpression } from './parsePolicyExpression.js';
import { PolicyError } from './PolicyError.js';
import { signedBy } from './signedBy.js';
import type { SignaturePolicy } from './SignaturePolicy.js';

const refusal = 'signature set did not satisfy policy';

describe('SignaturePolicy', () => {
  let membership: ChannelMembership;
  let a: Record<'admin' | 'peer' | 'peer2' | 'peer3', SigningIdentity>;
  let b: Record<'peer' | 'client', SigningIdentity>;
  let stranger: SigningIdentity;

  before(() => {
    const [orgA, orgB, orgC] = ['A', 'B', 'C'].map((mspId) => TestOrganisation.create(mspId));
    if (orgA === undefined || orgB === undefined || orgC === undefined) {
      throw new Error('an organisation is missing');
    }
    membership = membershipOf(orgA, orgB);
    a = {
      admin: orgA.identity('admin'),
      peer: orgA.identity('peer'),
      peer2: orgA.identity('peer'),
      peer3: orgA.identity('peer'),
    };
    b = { peer: orgB.identity('peer'), client: orgB.identity('client') };
    stranger = orgC.identity('peer');
  });

  const policy = (text: string): SignaturePolicy =>
    createSignaturePolicy(parsePolicyExpression(text), membership);
  const accept = (text: string, ...signers: SigningIdentity[]): void => {
    policy(text).evaluateSignedData(signedData(...signers));
  };
  const refuse = (text: string, ...signers: SigningIdentity[]): void => {
    expect(() => {
      accept(text, ...signers);
    })
      .to.throw(PolicyError)
      .with.property('message', refusal);
  };

  it('asks for the roles that it names', () => {
    accept("AND('A.peer', 'B.peer')", a.peer, b.peer);
    accept("OR('A.peer', 'B.client')", b.client);
    refuse("AND('A.peer', 'B.peer')", a.peer, b.client);
    refuse("OR('A.client', 'A.orderer')", a.peer, a.admin);
    refuse("OR('A.peer')");
  });

  it('does not let one identity satisfy two principals', () => {
    refuse("AND('A.peer', 'A.peer')", a.peer);
    refuse("AND('A.peer', 'A.peer')", a.peer, a.peer);
    refuse("AND('A.peer', 'A.member')", a.peer, b.peer);
    accept("AND('A.peer', 'A.peer')", a.peer, a.peer2);
  });

  it('counts an identity once however it is encoded', () => {
    const { peer } = a;
    const message = msp.SerializedIdentity.deserializeBinary(peer.serialized);
    message.setIdBytes(Buffer.concat([message.getIdBytes_asU8(), Buffer.from('\n')]));
    const again: SigningIdentity = { ...peer, serialized: message.serializeBinary() };
    accept("OR('A.peer')", again);
    refuse("AND('A.peer', 'A.peer')", a.peer, again);
    const identities = [a.peer, again].map((signer) => membership.deserialize(signer.serialized));
    expect(() => {
      policy("AND('A.peer', 'A.peer')").evaluateIdentities(identities);
    }).to.throw(PolicyError, refusal);
  });

  it('gives each principal the first identity that fits and is free, as Fabric does', () => {
    // The admin, being a member too, is taken by the first principal: nobody is left who is an admin.
    refuse("AND('A.member', 'A.admin')", a.admin, a.peer);
    accept("AND('A.member', 'A.admin')", a.peer, a.admin);
  });

  it('lets a gate keep all that it took, and take nothing when it fails', () => {
    refuse("AND(OR('A.member', 'A.peer'), 'A.peer')", a.peer, a.peer2);
    accept("AND(OR('A.member', 'A.peer'), 'A.peer')", a.peer, a.peer2, a.peer3);
    accept("OutOf(1, AND('A.peer', 'B.peer'), 'A.peer')", a.peer);
    accept("OutOf(2, AND('A.peer', 'B.peer'), 'A.peer', 'B.client')", a.peer, b.client);
  });

  it('knows thresholds that everyone and nobody reaches', () => {
    accept("OutOf(0, 'A.peer')");
    refuse("OutOf(2, 'A.peer')", a.peer, a.peer2);
  });

  it('drops wrong signatures, strangers and what is no identity', () => {
    const [right] = signedData(a.peer);
    if (right === undefined) {
      throw new Error('nothing was signed');
    }
    const wrong = [
      { ...right, data: Buffer.from('another message') },
      { ...right, signature: b.peer.sign(right.data) },
      { ...right, signature: new Uint8Array() },
      { ...right, identity: Buffer.from('no identity') },
      { ...right, identity: new Uint8Array() },
      ...signedData(stranger),
    ];
    expect(() => {
      policy("OR('A.member', 'C.member')").evaluateSignedData(wrong);
    }).to.throw(PolicyError, refusal);
    policy("OR('A.peer')").evaluateSignedData([...wrong, right]);
  });

  it('refuses a rule that is none', () => {
    const create = (rule: common.SignaturePolicy | undefined, version = 0): SignaturePolicy => {
      const envelope = new common.SignaturePolicyEnvelope();
      envelope.setVersion(version);
      envelope.setRule(rule);
      return createSignaturePolicy(envelope, membership);
    };
    const nested = (depth: number): common.SignaturePolicy =>
      depth === 0 ? outOf(0, []) : outOf(1, [nested(depth - 1)]);
    const message = (rule: common.SignaturePolicy | undefined, version?: number): string => {
      try {
        create(rule, version);
      } catch (error) {
        return error instanceof PolicyError ? error.message : `unexpected ${String(error)}`;
      }
      return 'no error';
    };
    expect(message(undefined)).to.equal('Empty policy element');
    expect(message(new common.SignaturePolicy())).to.equal('Unknown type: <nil>:<nil>');
    expect(message(outOf(0, [new common.SignaturePolicy()]))).to.equal('Unknown type: <nil>:<nil>');
    expect(message(signedBy(0))).to.equal(
      'identity index out of range, requested 0, but identities length is 0',
    );
    expect(message(signedBy(-1))).to.equal(
      'identity index out of range, requested -1, but identities length is 0',
    );
    expect(message(outOf(0, []), 1)).to.equal(
      'This evaluator only understands messages of version 0, but version was 1',
    );
    expect(message(nested(256))).to.equal('no error');
    expect(message(nested(257))).to.equal('policy is nested more than 256 deep');
  });

  describe('for any expression and any signers', () => {
    type Tree = string | { readonly threshold: number; readonly members: readonly Tree[] };

    const principal = fc
      .tuple(fc.constantFrom('A', 'B', 'C'), fc.constantFrom('member', 'admin', 'peer', 'client'))
      .map(([mspId, role]) => `${mspId}.${role}`);
    const { tree } = fc.letrec<{ tree: Tree; gate: Tree }>((tie) => ({
      tree: fc.oneof({ maxDepth: 3 }, principal, tie('gate')),
      gate: fc
        .array(tie('tree'), { minLength: 1, maxLength: 4 })
        .chain((members) =>
          fc.integer({ min: 0, max: members.length + 1 }).map((threshold) => ({ threshold, members })),
        ),
    }));
    const textOf = (node: Tree): string =>
      typeof node === 'string'
        ? `'${node}'`
        : `OutOf(${node.threshold}, ${node.members.map(textOf).join(', ')})`;

    /** Who is left when the node took whom it needs; `undefined`: it is not satisfied. */
    const leftBy = (node: Tree, free: readonly string[]): readonly string[] | undefined => {
      if (typeof node === 'string') {
        const [mspId = '', role = ''] = node.split('.');
        const taken = free.findIndex((name) => name.startsWith(`${mspId}.${role === 'member' ? '' : role}`));
        return taken < 0 ? undefined : free.filter((_, index) => index !== taken);
      }
      let left = free;
      let satisfied = 0;
      for (const member of node.members) {
        const rest = leftBy(member, left);
        left = rest ?? left;
        satisfied += rest === undefined ? 0 : 1;
      }
      return satisfied >= node.threshold ? left : undefined;
    };

    it('judges as a plain reading of the expression does', () => {
      const names = ['A.admin', 'A.peer', 'A.peer2', 'B.peer', 'B.client'];
      const identities = new Map(
        [a.admin, a.peer, a.peer2, b.peer, b.client].map((signer, index) => [
          names[index] ?? '',
          membership.deserialize(signer.serialized),
        ]),
      );
      fc.assert(
        fc.property(tree, fc.shuffledSubarray(names), (node, signers) => {
          const root: Tree = typeof node === 'string' ? { threshold: 1, members: [node] } : node;
          const given = signers.map((name) => identities.get(name)).filter((one): one is Identity => !!one);
          const satisfied = policy(textOf(root)).isSatisfiedBy(given);
          expect(satisfied).to.equal(leftBy(root, signers) !== undefined);
        }),
        { numRuns: 500 },
      );
    });
  });
});
