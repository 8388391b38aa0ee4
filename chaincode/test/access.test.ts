import { CodedError, transactions, type Role } from '@acequia/protocol';
import { expect } from 'chai';
import type { AccessCase } from './AccessCase.js';
import { accessCases } from './accessCases.js';
import { AccessWorld } from './AccessWorld.js';
import { expectCode } from './expectCode.js';
import type { Receipt } from './Receipt.js';
import { TestIdentity } from './TestIdentity.js';

const table = transactions as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const functions = Object.entries(table).flatMap(([contract, fns]) =>
  Object.keys(fns).map((fn): [string, string] => [contract, fn]),
);

describe('access', () => {
  let world: AccessWorld;
  let before: unknown;
  const byRole = new Map<Role, TestIdentity>();
  const suspended = new TestIdentity('SH1MSP');
  const revoked = new TestIdentity('CommunityMSP', 'admin');

  beforeEach(async () => {
    world = new AccessWorld();
    await world.start();
    const { community } = world.scene;
    const { household, operator, auditor, installer, supplier, ledger } = community;
    await community.enrol(suspended, 'household', 'SH1');
    await community.enrol(revoked, 'operator');
    for (const [{ mspId, keyHash }, status] of [
      [suspended, 'suspended'],
      [revoked, 'revoked'],
    ] as const) {
      await ledger.run(operator, 'registry', 'setPartyStatus', { mspId, keyHash, status });
    }
    const identities = { household, operator, auditor, installer, supplier };
    for (const [role, identity] of Object.entries(identities)) byRole.set(role as Role, identity);
    before = ledger.snapshot();
  });

  const caseOf = (contract: string, fn: string): AccessCase => {
    const cases = accessCases(world) as Readonly<Record<string, Readonly<Record<string, AccessCase>>>>;
    const found = cases[contract]?.[fn];
    if (found === undefined) throw new Error(`${contract}:${fn} has no access case`);
    return found;
  };
  const call = (identity: TestIdentity, contract: string, fn: string): Promise<Receipt> => {
    const { request, transient } = caseOf(contract, fn);
    // The table's types cannot follow names that are data.
    return world.scene.community.ledger.run(
      identity,
      contract as 'registry',
      fn as 'getCommunity',
      request,
      transient,
    );
  };
  const unchanged = (): void => {
    expect(world.scene.community.ledger.snapshot()).to.deep.equal(before);
  };

  for (const [contract, fn] of functions) {
    describe(`${contract}:${fn}`, () => {
      it('refuses the unknown, the suspended and the revoked', async () => {
        const founder = fn === 'createCommunity';
        const { stranger } = world.scene.community;
        await expectCode(call(stranger, contract, fn), founder ? 'COMMUNITY_EXISTS' : 'PARTY_UNKNOWN');
        await expectCode(call(suspended, contract, fn), founder ? 'COMMUNITY_EXISTS' : 'PARTY_SUSPENDED');
        await expectCode(call(revoked, contract, fn), founder ? 'COMMUNITY_EXISTS' : 'PARTY_REVOKED');
        unchanged();
      });

      it('admits pseudonyms where it says so only', async () => {
        const trader = new TestIdentity('TradersMSP');
        if (caseOf(contract, fn).traders === true) {
          expect(await codeOf(call(trader, contract, fn))).not.to.match(/ROLE_DENIED|^PARTY_/);
          return;
        }
        await expectCode(
          call(trader, contract, fn),
          fn === 'createCommunity' ? 'COMMUNITY_EXISTS' : 'ROLE_DENIED',
        );
        unchanged();
      });

      it('refuses the household of another home what is not everybody’s', async () => {
        const { neighbour } = caseOf(contract, fn);
        if (neighbour === 'everybody') {
          expect(await codeOf(call(world.scene.community.neighbour, contract, fn))).not.to.match(
            /DENIED|^PARTY_/,
          );
          return;
        }
        await expectCode(call(world.scene.community.neighbour, contract, fn), neighbour);
        unchanged();
      });

      it('admits its roles and no other', async () => {
        const { roles } = caseOf(contract, fn);
        for (const [role, identity] of byRole) {
          if (roles.includes(role)) continue;
          await expectCode(
            call(identity, contract, fn),
            fn === 'createCommunity' ? 'COMMUNITY_EXISTS' : 'ROLE_DENIED',
          );
        }
        unchanged();
        for (const role of roles) {
          const identity = byRole.get(role);
          if (identity === undefined) throw new Error(`no identity of the role ${role}`);
          expect(await codeOf(call(identity, contract, fn)), role).not.to.match(
            /ROLE_DENIED|HOME_DENIED|^PARTY_/,
          );
        }
      });
    });
  }
});

/** The code of a refusal, or `taken`. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'taken';
  } catch (error) {
    if (error instanceof CodedError && error.code !== 'INTERNAL_ERROR') return error.code;
    throw error;
  }
}
