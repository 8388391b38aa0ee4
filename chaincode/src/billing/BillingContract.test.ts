import { hashCanonical, random16Hex, type BillDocument } from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import { openMonth } from '../../test/openMonth.js';
import type { Receipt } from '../../test/Receipt.js';

const NUMBER = 'B-2016-09-SH1';
const NOTE = 'C-2016-09-SH1';
const MONTH = 30 * 86_400;
type Fields = Readonly<Record<string, unknown>>;
type Write = 'setTariff' | 'previewBill' | 'finaliseBill' | 'issueNote';

describe('billing', () => {
  let community: Community;
  let origin: number;
  beforeEach(async () => {
    community = new Community();
    ({ origin } = community);
    await community.start();
    await openMonth(community);
  });

  const run = (fn: Write, request: Fields): Promise<Receipt> =>
    community.ledger.run(community.operator, 'billing', fn, request);
  const deliver = (number: string, document: BillDocument): Promise<Receipt> =>
    community.ledger.run(community.operator, 'billing', 'deliverBill', { number }, { document });
  const documentOf = (changes: Partial<BillDocument> = {}): BillDocument => ({
    version: 1,
    salt: random16Hex(),
    number: NUMBER,
    kind: 'bill',
    status: 'preview',
    homeId: 'SH1',
    periodId: '2016-09',
    periodStart: origin,
    periodEnd: origin + MONTH,
    issuedAt: origin,
    tariffId: '2016-A',
    currency: 'EUR',
    basis: [],
    lines: [
      {
        kind: 'baseFee',
        quantity: '1',
        unit: 'period',
        priceMinor: '777777',
        per: '1',
        amountMinor: '777777',
      },
    ],
    totalMinor: '777777',
    ...changes,
  });
  const preview = (document: BillDocument, changes: Fields = {}): Promise<Receipt> =>
    run('previewBill', {
      number: NUMBER,
      homeId: 'SH1',
      periodId: '2016-09',
      commitment: hashCanonical(document),
      ...changes,
    });
  const close = async (): Promise<void> => {
    community.pass(MONTH);
    await community.ledger.run(community.operator, 'quota', 'closePeriod', { periodId: '2016-09' });
  };
  const record = (document: BillDocument, changes: Fields = {}): Fields => ({
    number: document.number,
    kind: document.kind,
    status: document.status,
    homeId: 'SH1',
    periodId: '2016-09',
    commitment: hashCanonical(document),
    issuedAt: origin,
    ...changes,
  });

  describe('setTariff', () => {
    const price = { resource: 'energy', per: '1000000', priceMinor: '15340', excessMinor: '30680' };
    const tariff = { tariffId: '2016-A', validFrom: 1_472_688_000, baseFeeMinor: '500', prices: [price] };

    it('publishes a version for everybody, and never changes it', async () => {
      const { writes } = await run('setTariff', tariff);
      expect(writes).to.deep.equal({ 'tariff/2016-A': tariff });
      await expectCode(run('setTariff', { ...tariff, baseFeeMinor: '1' }), 'TARIFF_EXISTS');
      const ask = (tariffId: string): Promise<Receipt> =>
        community.ledger.run(community.household, 'billing', 'getTariff', { tariffId });
      expect((await ask('2016-A')).result).to.deep.equal(tariff);
      await expectCode(ask('2016-B'), 'TARIFF_UNKNOWN');
    });

    it('has one price a resource, in amounts that are amounts', async () => {
      await expectCode(run('setTariff', { ...tariff, prices: [price, price] }), 'PRICE_DUPLICATE');
      for (const priceMinor of ['-1', '1.5', 'NaN', '9223372036854775808', '30681', '1e3', '']) {
        await expectCode(
          run('setTariff', { ...tariff, prices: [{ ...price, priceMinor }] }),
          'INPUT_INVALID',
        );
      }
    });
  });

  describe('previewBill', () => {
    it('writes the public record and its indexes, and replaces it by a newer preview', async () => {
      const first = documentOf();
      const { writes } = await preview(first);
      expect(writes).to.deep.equal({
        [`bill/${NUMBER}`]: record(first),
        'periodBill/2016-09/SH1': { number: NUMBER },
        [`homeBill/SH1/${NUMBER}`]: { number: NUMBER },
      });
      const second = documentOf();
      community.pass(60);
      const replaced = await preview(second);
      expect(replaced.writes).to.deep.equal({
        [`bill/${NUMBER}`]: record(second, { issuedAt: origin + 60 }),
      });
      expect(replaced.privateWrites).to.deep.equal({});
    });

    it('is one a home and period', async () => {
      const document = documentOf();
      await preview(document);
      await expectCode(preview(document, { number: 'B-OTHER' }), 'PERIOD_BILL_EXISTS');
      await expectCode(preview(document, { homeId: 'SH2' }), 'BILL_MISMATCH');
      await expectCode(preview(document, { periodId: '2016-10' }), 'BILL_MISMATCH');
      await expectCode(preview(document, { number: 'B-OTHER', homeId: 'SH9' }), 'HOME_UNKNOWN');
      await expectCode(preview(document, { number: 'B-OTHER', periodId: '2016-10' }), 'PERIOD_UNKNOWN');
    });
  });

  describe('finaliseBill', () => {
    it('makes the preview of a closed period final, for good', async () => {
      await preview(documentOf());
      const document = documentOf({ status: 'final' });
      const final = { number: NUMBER, commitment: hashCanonical(document) };
      await expectCode(run('finaliseBill', final), 'PERIOD_OPEN_STILL');
      await close();
      const { writes, privateWrites } = await run('finaliseBill', final);
      expect(writes).to.deep.equal({ [`bill/${NUMBER}`]: record(document, { issuedAt: origin + MONTH }) });
      expect(privateWrites).to.deep.equal({});
      await expectCode(run('finaliseBill', final), 'BILL_FINAL');
      await expectCode(preview(document), 'BILL_FINAL');
    });

    it('needs a preview', async () => {
      await expectCode(run('finaliseBill', { number: NUMBER, commitment: 'a'.repeat(64) }), 'BILL_UNKNOWN');
    });
  });

  describe('issueNote', () => {
    const note = { number: NOTE, kind: 'creditNote', corrects: NUMBER, commitment: 'a'.repeat(64) };

    it('corrects a final bill', async () => {
      await preview(documentOf());
      await expectCode(run('issueNote', note), 'BILL_FINAL_NOT_YET');
      await close();
      await run('finaliseBill', { number: NUMBER, commitment: 'b'.repeat(64) });
      const { writes } = await run('issueNote', note);
      expect(writes).to.deep.equal({
        [`bill/${NOTE}`]: {
          ...note,
          status: 'final',
          homeId: 'SH1',
          periodId: '2016-09',
          issuedAt: origin + MONTH,
        },
        [`homeBill/SH1/${NOTE}`]: { number: NOTE },
      });
      await expectCode(run('issueNote', note), 'BILL_EXISTS');
      await expectCode(run('issueNote', { ...note, number: 'D-2016', corrects: 'B-NONE' }), 'BILL_UNKNOWN');
      await expectCode(run('issueNote', { ...note, number: 'D-1-2', corrects: NOTE }), 'BILL_MISMATCH');
      await expectCode(run('finaliseBill', { number: NOTE, commitment: 'c'.repeat(64) }), 'BILL_FINAL');
      await expectCode(preview(documentOf(), { number: NOTE }), 'BILL_MISMATCH');
    });
  });

  describe('deliverBill', () => {
    it('puts the committed document into the collection of its home', async () => {
      const document = documentOf();
      await preview(document);
      const { writes, privateWrites } = await deliver(NUMBER, document);
      expect(writes).to.deep.equal({});
      expect(privateWrites).to.deep.equal({
        SH1Collection: { [`billDocument/${NUMBER}/preview`]: document },
      });
    });

    it('refuses another document and names none of its values', async () => {
      const document = documentOf();
      await preview(document);
      const error = await expectCode(deliver(NUMBER, documentOf()), 'COMMITMENT_MISMATCH');
      expect(error.message).not.to.contain('777777');
      await expectCode(deliver('B-NONE', document), 'BILL_UNKNOWN');
      const final = documentOf({ status: 'final' });
      await expectCode(deliver(NUMBER, final), 'BILL_FINAL_NOT_YET');
      const other = documentOf({ homeId: 'SH2' });
      await preview(other);
      await expectCode(deliver(NUMBER, other), 'DOCUMENT_MISMATCH');
    });
  });

  describe('queries', () => {
    it('give the household its bills and the document in its present status', async () => {
      const { ledger, household, neighbour, auditor } = community;
      const first = documentOf();
      await preview(first);
      const request = { number: NUMBER };
      await expectCode(ledger.run(household, 'billing', 'getBillDocument', request), 'BILL_DOCUMENT_UNKNOWN');
      await deliver(NUMBER, first);
      expect((await ledger.run(household, 'billing', 'getBillDocument', request)).result).to.deep.equal(
        first,
      );
      await close();
      const final = documentOf({ status: 'final' });
      await run('finaliseBill', { number: NUMBER, commitment: hashCanonical(final) });
      await expectCode(ledger.run(household, 'billing', 'getBillDocument', request), 'BILL_DOCUMENT_UNKNOWN');
      await deliver(NUMBER, final);
      expect((await ledger.run(household, 'billing', 'getBillDocument', request)).result).to.deep.equal(
        final,
      );
      const bill = record(final, { issuedAt: origin + MONTH });
      expect((await ledger.run(auditor, 'billing', 'getBill', request)).result).to.deep.equal(bill);
      expect((await ledger.run(household, 'billing', 'listBills', { homeId: 'SH1' })).result).to.deep.equal([
        bill,
      ]);
      expect((await ledger.run(neighbour, 'billing', 'listBills', { homeId: 'SH2' })).result).to.deep.equal(
        [],
      );
      await expectCode(ledger.run(neighbour, 'billing', 'getBillDocument', request), 'HOME_DENIED');
      await expectCode(ledger.run(auditor, 'billing', 'getBillDocument', request), 'ROLE_DENIED');
      await expectCode(ledger.run(auditor, 'billing', 'listBills', { homeId: 'SH9' }), 'HOME_UNKNOWN');
    });
  });
});
