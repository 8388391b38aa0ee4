import { expect } from 'chai';
import fc from 'fast-check';
import { interestOf, type InterestCall } from '../../test/gateway/interestOf.js';
import { ScriptedPeer } from '../../test/gateway/ScriptedPeer.js';
import { TestChannel } from '../../test/gateway/TestChannel.js';
import { parsePolicyExpression } from '../policies/parsePolicyExpression.js';
import { EndorsementPlanner } from './EndorsementPlanner.js';
import { PlanningError } from './PlanningError.js';

const HOMES = ['SH1MSP', 'SH2MSP', 'SH3MSP'];
const ORGANISATIONS = ['CommunityMSP', ...HOMES];
const COMMUNITY_AND_HOME = "AND('CommunityMSP.peer', OR('SH1MSP.peer','SH2MSP.peer','SH3MSP.peer'))";

describe('EndorsementPlanner', () => {
  const collections = [
    { name: 'home1', policy: "OR('CommunityMSP.member','SH1MSP.member')", memberOnlyRead: true },
    { name: 'home2', policy: "OR('CommunityMSP.member','SH2MSP.member')", memberOnlyRead: true },
    {
      name: 'own',
      policy: "OR('SH2MSP.member','SH3MSP.member')",
      endorsementPolicy: { signaturePolicy: "OR('SH3MSP.peer')" },
    },
  ];
  const channel = new TestChannel(ORGANISATIONS, [
    { name: 'acequia', policy: COMMUNITY_AND_HOME, collections },
    { name: 'sample', policy: "OR('SH2MSP.peer','SH3MSP.peer')" },
    { name: 'nobody', policy: "AND('CommunityMSP.client','SH1MSP.peer')" },
    { name: 'twice', policy: "AND('SH1MSP.peer','SH1MSP.member')" },
  ]);
  const planner = plannerOf(channel, ORGANISATIONS);

  it('plans Acequia to the community and any one home', () => {
    expect(plan(planner, { name: 'acequia' })).to.deep.equal([
      ['CommunityMSP', 'SH1MSP'],
      ['CommunityMSP', 'SH2MSP'],
      ['CommunityMSP', 'SH3MSP'],
    ]);
  });

  it('asks members only when private data were read, and anybody when they were only written', () => {
    const home1 = { name: 'acequia', collections: ['home1'] };
    expect(plan(planner, home1)).to.deep.equal([['CommunityMSP', 'SH1MSP']]);
    expect(plan(planner, { ...home1, noPrivateReads: true })).to.have.lengthOf(3);
    expect(refusal(planner, { name: 'acequia', collections: ['home1', 'home2'] })).to.equal(
      'no peer combination can satisfy the endorsement policy',
    );
  });

  it("takes a collection's own policy instead of the chaincode's, and both when both are touched", () => {
    expect(plan(planner, { name: 'acequia', collections: ['own'] })).to.deep.equal([['SH3MSP']]);
    const both = { name: 'acequia', collections: ['own', 'home1'], noPrivateReads: true };
    expect(plan(planner, both)).to.deep.equal([['CommunityMSP', 'SH3MSP']]);
  });

  it('plans an implicit collection to its organisation', () => {
    const call = { name: 'acequia', collections: ['_implicit_org_SH2MSP'], noPrivateReads: true };
    expect(plan(planner, call)).to.deep.equal([['SH2MSP']]);
  });

  it("adds the policies of keys, or takes them instead of the chaincode's", () => {
    const keyPolicies = [parsePolicyExpression("OR('SH3MSP.peer','SH1MSP.peer')")];
    expect(plan(planner, { name: 'acequia', keyPolicies })).to.deep.equal([
      ['CommunityMSP', 'SH1MSP'],
      ['CommunityMSP', 'SH3MSP'],
    ]);
    expect(plan(planner, { name: 'acequia', keyPolicies, disregard: true })).to.deep.equal([
      ['SH1MSP'],
      ['SH3MSP'],
    ]);
    expect(refusal(planner, { name: 'acequia', disregard: true })).to.equal(
      "requested to disregard chaincode acequia's policy but key and collection policies are missing, either disable " +
        'DisregardNamespacePolicy or specify at least one key policy or at least one collection policy',
    );
  });

  it('satisfies every chaincode that was called', () => {
    expect(plan(planner, { name: 'acequia' }, { name: 'sample' })).to.deep.equal([
      ['CommunityMSP', 'SH2MSP'],
      ['CommunityMSP', 'SH3MSP'],
    ]);
  });

  it('refuses what nobody can satisfy, in words of discovery', () => {
    expect(refusal(planner, { name: 'absent' })).to.equal(
      'No metadata was found for chaincode absent in channel mychannel',
    );
    expect(refusal(planner, { name: 'acequia', collections: ['absent'] })).to.equal(
      "collection absent doesn't exist in collection config for chaincode acequia",
    );
    for (const name of ['nobody', 'twice']) {
      expect(refusal(planner, { name })).to.equal('no peer combination can satisfy the endorsement policy');
    }
    const keyPolicies = [parsePolicyExpression("OR('SH1MSP.peer')")];
    keyPolicies[0]?.setIdentitiesList([]);
    expect(refusal(planner, { name: 'acequia', keyPolicies })).to.equal(
      'state based endorsement policy cannot be satisfied',
    );
  });

  it('finds exactly the minimal sets that a search of all of them finds', () => {
    fc.assert(
      fc.property(policies, policies, (first, second) => {
        const keyPolicies = [first, second].map((policy) => parsePolicyExpression(textOf(policy)));
        const expected = minimal(
          subsets(ORGANISATIONS).filter((set) => isSatisfied(first, set) && isSatisfied(second, set)),
        );
        const call = { name: 'acequia', disregard: true, keyPolicies };
        if (expected.length === 0) refusal(planner, call);
        else expect(plan(planner, call)).to.deep.equal(sorted(expected));
      }),
      { numRuns: 300 },
    );
  });

  it('comes to an end with a majority of 42 organisations, and with a policy that is all traps', () => {
    const many = Array.from({ length: 42 }, (_, index) => `Org${index}MSP`);
    const peers = many.map((mspId) => `'${mspId}.peer'`).join(',');
    const traps = Array.from(
      { length: 40 },
      (_, i) => `OR('Org${i % 19}MSP.peer','Org${(i + 7) % 19}MSP.peer')`,
    );
    const large = new TestChannel(many, [
      { name: 'majority', policy: `OutOf(22,${peers})` },
      { name: 'traps', policy: `OutOf(20,${traps.join(',')})` },
    ]);
    const largePlanner = plannerOf(large, many);
    const layouts = plan(largePlanner, { name: 'majority' });
    expect(layouts.length).to.be.within(1, 10_000);
    expect(new Set(layouts.map((layout) => layout.length))).to.deep.equal(new Set([22]));
    refusal(largePlanner, { name: 'traps' });
  });
});

function plannerOf(channel: TestChannel, mspIds: readonly string[]): EndorsementPlanner {
  const { bundle, definitions } = channel;
  const peers = mspIds.map((mspId) => new ScriptedPeer(channel.identity(mspId, 'peer')));
  return new EndorsementPlanner({
    channel: bundle.channel,
    peers,
    membership: bundle.membership,
    definitions: () => definitions,
    random: () => 0.5,
  });
}

type Calls = readonly InterestCall[];

function plan(planner: EndorsementPlanner, ...calls: Calls): string[][] {
  return sorted(
    planner.layouts('mychannel', interestOf(...calls)).map((layout) => layout.map(({ mspId }) => mspId)),
  );
}

function refusal(planner: EndorsementPlanner, ...calls: Calls): string {
  try {
    planner.layouts('mychannel', interestOf(...calls));
  } catch (error) {
    if (error instanceof PlanningError) return error.message;
    throw error;
  }
  throw new Error('a plan was found');
}

function sorted(sets: readonly (readonly string[])[]): string[][] {
  return sets.map((set) => [...set].sort()).sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

type Policy = string | { readonly count: number; readonly rules: readonly Policy[] };

const { policies } = fc.letrec<{ policies: Policy; leaf: string; gate: Policy }>((tie) => ({
  leaf: fc
    .tuple(fc.constantFrom(...ORGANISATIONS), fc.constantFrom('peer', 'member'))
    .map((parts) => parts.join('.')),
  gate: fc
    .array(fc.oneof({ maxDepth: 2 }, tie('leaf'), tie('gate')), { minLength: 1, maxLength: 4 })
    .chain((rules) => fc.integer({ min: 1, max: rules.length }).map((count) => ({ count, rules }))),
  policies: tie('gate'),
}));

function textOf(policy: Policy): string {
  if (typeof policy === 'string') return `'${policy}'`;
  return `OutOf(${[policy.count, ...policy.rules.map(textOf)].join(',')})`;
}

/** Whether some way to choose sub-policies asks for different organisations, all of the set: each has one peer. */
function isSatisfied(policy: Policy, set: readonly string[]): boolean {
  return choices(policy).some(
    (leaves) => new Set(leaves).size === leaves.length && leaves.every((mspId) => set.includes(mspId)),
  );
}

function choices(policy: Policy): string[][] {
  if (typeof policy === 'string') return [[policy.split('.')[0] ?? '']];
  return subsets(policy.rules)
    .filter((rules) => rules.length === policy.count)
    .flatMap((rules) =>
      rules
        .map(choices)
        .reduce<string[][]>((some, more) => some.flatMap((a) => more.map((b) => [...a, ...b])), [[]]),
    );
}

function subsets<Item>(items: readonly Item[]): Item[][] {
  return items.reduce<Item[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]]);
}

function minimal(sets: readonly string[][]): string[][] {
  return sets.filter(
    (set) => !sets.some((other) => other.length < set.length && other.every((mspId) => set.includes(mspId))),
  );
}
