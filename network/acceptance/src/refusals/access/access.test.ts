import { expect } from 'chai';
import { transactions, type TransactionDefinition } from '@acequia/protocol';
import { asSubmission } from '../../harness/asSubmission.js';
import { expectCode } from '../../harness/expectCode.js';
import type { Member } from '../../harness/Member.js';
import { refused } from '../../harness/refused.js';
import { suite } from '../../harness/Suite.js';
import { unchanged } from '../../harness/unchanged.js';
import { accessCases } from './accessCases.js';
import type { AccessScene } from './AccessScene.js';
import { call } from './call.js';
import { everyCase, type NamedCase } from './everyCase.js';
import { prepareScene } from './prepareScene.js';

/** What only the home and the community may read, at whichever peer they ask. */
const PRIVATE = [
  { contract: 'quota', name: 'getQuotaAccount', ...accessCases.quota.getQuotaAccount },
  { contract: 'monitoring', name: 'getExtended', ...accessCases.monitoring.getExtended },
  { contract: 'monitoring', name: 'getStatement', ...accessCases.monitoring.getStatement },
  { contract: 'billing', name: 'getBillDocument', ...accessCases.billing.getBillDocument },
];

/** What auditors are told where it is not their role that they lack. */
const OF_AUDITORS: Readonly<Record<string, string>> = {
  createCommunity: 'COMMUNITY_EXISTS',
  closePeriod: 'PERIOD_CLOSED',
  publishOperationKey: 'KEY_PERIOD_UNEXPECTED',
  destroyOperationKey: 'OPERATION_KEY_UNKNOWN',
  recordFinding: 'DISPUTE_DECIDED',
  closeBidding: 'AUCTION_UNKNOWN',
  depositMaxPrice: 'AUCTION_UNKNOWN',
  revealBid: 'AUCTION_UNKNOWN',
  closeReveals: 'AUCTION_UNKNOWN',
  settle: 'AUCTION_UNKNOWN',
  decideBreach: 'BREACH_CLAIM_UNKNOWN',
  releaseDelivery: 'DELIVERY_UNKNOWN',
};

describe('who may call what', () => {
  const cases = everyCase();
  let scene: AccessScene;

  before(async () => {
    scene = await prepareScene(suite().community);
    await suite().settled();
  });

  const ask = (member: Member, { contract, name, request, transient }: NamedCase): Promise<unknown> =>
    call(member.ledger, contract, name, request(scene), transient?.(scene));

  it('has a case for every function of the table of transactions', () => {
    const table: Readonly<Record<string, Readonly<Record<string, TransactionDefinition>>>> = transactions;
    const names = Object.entries(table).flatMap(([contract, functions]) =>
      Object.keys(functions).map((name) => `${contract}:${name}`),
    );
    expect(cases.map(({ contract, name }) => `${contract}:${name}`)).to.have.members(names);
  });

  describe('a home that acts or reads as another home', () => {
    for (const entry of cases) {
      const { contract, name, code } = entry;
      if (code === undefined) {
        it(`reads with ${contract}:${name} what is meant for everybody`, async () => {
          const own = await unchanged(() => ask(suite().community.home('SH1'), entry));
          expect(own).to.deep.equal(await ask(scene.owner, entry));
        });
      } else {
        it(`is refused ${contract}:${name} with ${code}`, async () => {
          await refused(() => ask(suite().community.home('SH1'), entry), code);
        });
      }
    }

    it('is refused when it signs with its own meter for the other home', async () => {
      const { community } = suite();
      const meter = await community.enrolMeter('SH1');
      const { monitoring } = community.home('SH1').ledger;
      const submission = asSubmission([meter.window({ header: { homeId: 'SH2' } })]);
      await refused(() => monitoring.submitWindows(...submission), 'HOME_DENIED');
    });

    it('is refused when it names its own home over a window of the other home’s meter', async () => {
      const { monitoring } = suite().community.home('SH1').ledger;
      const submission = asSubmission([scene.meter.window({ header: { homeId: 'SH1' } })]);
      await refused(() => monitoring.submitWindows(...submission), 'HOME_DIFFERS');
    });
  });

  describe('what is private', () => {
    for (const through of ['SH1MSP', 'SH2MSP', 'SH3MSP', 'CommunityMSP', 'PublicMSP']) {
      it(`is refused to another home at the peer of ${through}`, async () => {
        const spy = await suite().members.open({ mspId: 'SH1MSP', identity: 'user1', through });
        for (const entry of PRIVATE) await expectCode(ask(spy, entry), 'HOME_DENIED');
      });
    }

    for (const entry of PRIVATE) {
      it(`is read with ${entry.contract}:${entry.name} by its home and the community, and by no auditor`, async () => {
        const { operator, auditor } = suite().community.parties;
        const answer = await ask(scene.owner, entry);
        expect(answer).to.be.an('object').that.does.not.deep.equal({});
        expect(await ask(operator, entry)).to.deep.equal(answer);
        await expectCode(ask(auditor, entry), 'ROLE_DENIED');
      });
    }
  });

  describe('an identity that is not registered', () => {
    for (const entry of cases) {
      const code = entry.name === 'createCommunity' ? 'COMMUNITY_EXISTS' : 'PARTY_UNKNOWN';
      it(`is refused ${entry.contract}:${entry.name} with ${code}`, async () => {
        await refused(() => ask(suite().community.parties.stranger, entry), code);
      });
    }
  });

  describe('an auditor of PublicMSP', () => {
    for (const entry of cases.filter(({ writes }) => writes)) {
      const code = OF_AUDITORS[entry.name] ?? 'ROLE_DENIED';
      it(`is refused ${entry.contract}:${entry.name} with ${code}`, async () => {
        await refused(() => ask(suite().community.parties.auditor, entry), code);
      });
    }
  });
});
