import { expect } from 'chai';
import { hashCanonical, privateRecords, publicRecords, random16Hex } from '@acequia/protocol';
import type { LedgerWrite } from '@acequia/protocol/fabric';
import { BillScene, LATE } from '../../test/BillScene.js';
import { flipLast } from '../../test/flipLast.js';
import { privatePut, put, toHome, type TransactionDraft } from '../../test/LedgerBuilder.js';
import { accountOf, community, HOUR, period, START, tariff } from '../../test/SampleLedger.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { billHome } from '../usage/billHome.js';
import { measureHome } from '../usage/measureHome.js';

/** A tariff that is dated back to the start of the first one. */
const dearer = { ...tariff, tariffId: '2016-B', baseFeeMinor: '9900' };
const account = (digit: string): LedgerWrite =>
  privatePut(privateRecords.quotaAccount, [], {
    accountId: `acc-${digit.repeat(32)}`,
    salt: random16Hex(),
  });

describe('bills', () => {
  let scene: BillScene;
  beforeEach(() => {
    scene = new BillScene();
  });
  afterEach(() => {
    scene.close();
  });

  it('keep the account and the prices of their time: what is assigned or dated back later changes nothing', () => {
    const window = scene.ledger.window('sh1-energy', [2000]);
    scene.ledger.submit([window]);
    scene.ledger.accept(window);
    scene.ledger.close();
    const first = scene.bill();
    scene.ledger.bill(first);
    scene.ledger.builder.add(
      { function: 'quota:assignAccount', collections: [toHome('SH1', [account('b')])] },
      { function: 'billing:setTariff', writes: [put(publicRecords.tariff, ['2016-B'], dearer)] },
    );
    expect(scene.check(first.number)).to.equal('agrees');
    expect(scene.note(LATE)).to.equal(undefined);
    expect(scene.model.quota.quotaAccounts('SH1', { ...scene.closedPeriod() })).to.deep.equal([
      accountOf('SH1'),
    ]);
    const { closedBlock, closedPosition, ...open } = scene.closedPeriod();
    expect([closedBlock, closedPosition]).to.not.include(undefined);
    expect(scene.model.quota.quotaAccounts('SH1', open)).to.deep.equal([`acc-${'b'.repeat(32)}`]);
  });

  it('hold the use against what all accounts of the home have together', () => {
    const coin = `acc-${'c'.repeat(32)}`;
    scene.ledger.builder.add({
      function: 'quota:assignAccount',
      collections: [
        toHome('SH1', [
          privatePut(privateRecords.quotaAccount, [], {
            accountId: accountOf('SH1'),
            coins: [coin],
            salt: random16Hex(),
          }),
        ]),
      ],
      writes: [
        put(publicRecords.holding, [period.periodId, 'energy', coin], {
          accountId: coin,
          resource: 'energy',
          lots: 3,
        }),
      ],
    });
    scene.ledger.close();
    const view = scene.closedPeriod();
    expect(scene.model.quota.quotaAccounts('SH1', view)).to.deep.equal([accountOf('SH1'), coin]);
    const quotaOf = (accountIds: readonly string[]): (bigint | undefined)[] =>
      ['energy', 'water'].map(
        (resource) =>
          measureHome(scene.model, accountIds, view, [], view).find(({ use }) => use.resource === resource)
            ?.quota,
      );
    const [energy = 0n, water] = quotaOf([accountOf('SH1')]);
    const lotSize = BigInt(view.contracts.find(({ resource }) => resource === 'energy')?.lotSize ?? 0);
    expect(quotaOf([accountOf('SH1'), coin])).to.deep.equal([energy + 3n * lotSize, water]);
  });

  it('take the first account and tariff behind the close where there was none before', () => {
    scene.ledger.close();
    scene.ledger.builder.add(
      { function: 'quota:assignAccount', collections: [toHome('SH9', [account('b')])] },
      { function: 'quota:assignAccount', collections: [toHome('SH9', [account('c')])] },
      { function: 'billing:setTariff', writes: [put(publicRecords.tariff, ['2016-B'], dearer)] },
      {
        function: 'billing:setTariff',
        writes: [put(publicRecords.tariff, ['2016-C'], { ...dearer, tariffId: '2016-C' })],
      },
    );
    scene.catchUp();
    scene.model.database.run(`DELETE FROM tariffs WHERE tariffId = '2016-A'`);
    expect(scene.model.quota.quotaAccounts('SH9', scene.closedPeriod())).to.deep.equal([
      `acc-${'b'.repeat(32)}`,
    ]);
    expect(billHome(scene.model, 'SH9', scene.closedPeriod())).to.include({ tariffId: '2016-B' });
  });

  it('are for homes that belonged to the community in the period', () => {
    const home = (homeId: string, status: 'active' | 'revoked'): TransactionDraft => ({
      function: 'registry:enrolHome',
      writes: [
        put(publicRecords.home, [homeId], {
          homeId,
          mspId: `${homeId}MSP`,
          collection: `${homeId}Collection`,
          status,
        }),
      ],
    });
    scene.ledger.close();
    scene.ledger.builder.add(home('SH2', 'revoked'), home('SH3', 'active'));
    const closed = scene.closedPeriod();
    const belonged = (homeId: string, view: PeriodView): boolean =>
      scene.model.registry.belonged(homeId, view, community);
    const next = { periodId: '2016-10', start: period.end, end: period.end + HOUR, contracts: [] };
    // Joined behind the close; revoked after the start of the one, before that of the other.
    expect(['SH1', 'SH2', 'SH3', 'SH9'].filter((homeId) => belonged(homeId, closed))).to.deep.equal([
      'SH1',
      'SH2',
    ]);
    expect(['SH1', 'SH2', 'SH3', 'SH9'].filter((homeId) => belonged(homeId, next))).to.deep.equal([
      'SH1',
      'SH3',
    ]);
  });

  it('are not computed without a tariff, an account, or the readings', () => {
    scene.catchUp();
    const view = scene.closedPeriod();
    const code = (homeId: string): unknown => {
      try {
        billHome(scene.model, homeId, view);
        return undefined;
      } catch (error) {
        return (error as { code?: unknown }).code;
      }
    };
    expect(code('SH1')).to.equal(undefined);
    expect(code('SH9')).to.equal('QUOTA_ACCOUNT_MISSING');
    // Accepted by a gateway that could read it; this one has lost the key.
    const window = scene.ledger.window('sh1-energy', [1], { spoil: flipLast });
    scene.ledger.submit([window]);
    scene.ledger.accept(window);
    scene.catchUp();
    expect(code('SH1')).to.equal('PAYLOAD_MISSING');
    scene.model.database.run('DELETE FROM tariffs');
    expect(code('SH2')).to.equal('TARIFF_MISSING');
  });

  it('differ when the document is not the one that was committed to', () => {
    scene.ledger.close();
    const document = scene.bill();
    scene.ledger.bill(document);
    scene.ledger.builder.add({
      function: 'billing:finaliseBill',
      writes: [
        put(publicRecords.bill, [document.number], {
          number: document.number,
          kind: 'bill',
          status: 'final',
          homeId: 'SH1',
          periodId: '2016-09',
          commitment: hashCanonical({ ...document, salt: '0'.repeat(32) }),
          issuedAt: START,
        }),
      ],
    });
    expect(scene.check(document.number)).to.equal('differs');
  });
});
