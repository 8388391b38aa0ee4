import {
  hashCanonical,
  random16Hex,
  signTradingTicket,
  type BillDocument,
  type Statement,
} from '@acequia/protocol';
import { DisputeScene } from './DisputeScene.js';
import { openMonth } from './openMonth.js';
import { TEST_CHANNEL } from './TEST_CHANNEL.js';
import { TestDevice, type TestWindow } from './TestDevice.js';
import { TokenScene } from './TokenScene.js';

const NUMBER = 'B-2016-09-SH1';

/** A community in which home SH1 has one of everything. */
export class AccessWorld {
  readonly scene = new TokenScene();
  readonly number = NUMBER;
  readonly disputes = new DisputeScene(this.scene.community);
  readonly second = new TestDevice('SH1', 'sh1-second');
  readonly quotaAccount = { accountId: `acc-${'a'.repeat(32)}`, salt: random16Hex() };
  readonly statement: Statement = {
    version: 1,
    salt: random16Hex(),
    homeId: 'SH1',
    statementId: '2016-09-02',
    periodId: '2016-09',
    at: this.scene.community.origin,
    lines: [],
    warnings: [],
  };
  readonly document: BillDocument = {
    version: 1,
    salt: random16Hex(),
    number: NUMBER,
    kind: 'bill',
    status: 'preview',
    homeId: 'SH1',
    periodId: '2016-09',
    periodStart: this.scene.community.origin,
    periodEnd: this.scene.community.origin + 30 * 86_400,
    issuedAt: this.scene.community.origin,
    tariffId: '2016-A',
    currency: 'EUR',
    basis: [],
    lines: [{ kind: 'baseFee', quantity: '1', unit: 'period', priceMinor: '5', per: '1', amountMinor: '5' }],
    totalMinor: '5',
  };
  /** For nobody who calls: what may be called is decided before what a ticket says. */
  readonly ticket = signTradingTicket(
    {
      auctionId: '4'.repeat(32),
      side: 'buyer',
      tag: '5'.repeat(64),
      keyHash: '6'.repeat(64),
      quotaAccountId: this.quotaAccount.accountId,
    },
    { channel: TEST_CHANNEL },
    this.scene.community.operator.privateKey,
  );
  readonly tariff = {
    tariffId: '2016-A',
    validFrom: this.scene.community.origin,
    baseFeeMinor: '5',
    prices: [{ resource: 'energy', per: '1', priceMinor: '1', excessMinor: '2' }],
  };
  readonly bill = {
    number: NUMBER,
    homeId: 'SH1',
    periodId: '2016-09',
    commitment: hashCanonical(this.document),
  };
  readonly windows: readonly [TestWindow, TestWindow] = this.#makeWindows();

  async start(): Promise<void> {
    const { community } = this.scene;
    const { ledger, operator, household, origin } = community;
    await this.scene.start();
    await openMonth(community);
    await community.openEpoch();
    community.pass(7200);
    const { window, header, extended } = this.windows[0];
    await ledger.run(
      household,
      'monitoring',
      'submitWindows',
      { windows: [window] },
      { extended: [extended] },
    );
    await this.disputes.publishAuditorKey();
    const { deviceId, sequence } = header;
    const opening = this.disputes.opening({ kind: 'window', deviceId, sequence });
    await ledger.run(household, 'disputes', 'openDispute', opening);
    await ledger.run(operator, 'billing', 'setTariff', this.tariff);
    await ledger.run(operator, 'billing', 'previewBill', this.bill);
    await this.scene.hold({ expiresAt: origin + 86_400 });
  }

  #makeWindows(): [TestWindow, TestWindow] {
    const { meter, origin } = this.scene.community;
    const first = meter.next(origin, origin + 3600);
    meter.advance(first);
    return [first, meter.next(origin + 3600, origin + 7200)];
  }
}
