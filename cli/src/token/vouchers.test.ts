import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJsonWith, voucherCodeHash } from '@acequia/protocol';
import { LedgerError, type CommunityLedger, type FabricClient } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { everyVoucher } from './everyVoucher.js';
import { issueIntoFile } from './issueIntoFile.js';
import { keepVoucher } from './keepVoucher.js';
import { knownVoucher } from './knownVoucher.js';
import { readVoucher } from './readVoucher.js';
import { renderVouchers } from './renderVouchers.js';
import { voucherExpiry } from './voucherExpiry.js';
import { voucherFileSchema, type VoucherFile } from './voucherFileSchema.js';

const file = {
  community: { timeZone: 'Europe/Madrid' },
  token: { symbol: 'SCT', decimals: 2 },
} as CommunityFile;
const NOW = Date.parse('2016-09-16T00:00:00Z') / 1000;
const payee = `acc-${'2'.repeat(32)}`;
const voucher: VoucherFile = {
  version: 1,
  voucherId: 'a'.repeat(32),
  code: 'c'.repeat(32),
  amount: '500',
  payees: [],
  expiresAt: NOW + 10,
};

describe('vouchers on the command line', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-voucher-'));
    path = join(folder, 'voucher.json');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  const codeOf = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: unknown) => String(error),
    );

  it('are in a file of their owner’s alone before they are issued', async () => {
    expect(await keepVoucher(path, voucher)).to.deep.equal({ voucher, isNew: true });
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect(parseJsonWith(voucherFileSchema, await readFile(path, 'utf8'))).to.deep.equal(voucher);
    expect(await readVoucher(path)).to.deep.equal(voucher);
  });

  it('go on with the one in the file where an issue was interrupted, and never write over anything', async () => {
    await keepVoucher(path, voucher);
    const again = { ...voucher, voucherId: 'b'.repeat(32), code: 'd'.repeat(32), expiresAt: NOW + 20 };
    expect(await keepVoucher(path, again)).to.deep.equal({ voucher, isNew: false });
    expect(await codeOf(keepVoucher(path, { ...again, amount: '501' }))).to.contain('FILE_EXISTS');
    expect(await codeOf(keepVoucher(path, { ...again, payees: [payee] }))).to.contain('FILE_EXISTS');
    await writeFile(path, 'notes of my own');
    expect(await codeOf(keepVoucher(path, voucher))).to.contain('FILE_EXISTS');
    expect(await readFile(path, 'utf8')).to.equal('notes of my own');
  });

  it('leave no file where there can be none such', async () => {
    const nothing = await codeOf(keepVoucher(path, { ...voucher, amount: '0' }));
    expect(nothing).to.contain('VOUCHER_INVALID').and.to.contain('amount').and.to.not.contain(voucher.code);
    expect(await codeOf(keepVoucher(path, { ...voucher, payees: ['SH1'] }))).to.contain('payees');
    expect(await codeOf(readVoucher(path))).to.contain('FILE_UNREADABLE');
  });

  describe('that the contract is asked to issue', () => {
    const issue = async (code: string | undefined, now = NOW): Promise<unknown> => {
      const ledger = {
        token: {
          getBalance: async () => Promise.resolve({ credits: [] }),
          issueVoucher: async () => {
            if (code !== undefined) throw new LedgerError(code, 'refused', { phase: 'endorse' });
            return Promise.resolve();
          },
          getVoucher: async () => Promise.resolve({}),
        },
      } as unknown as CommunityLedger;
      return issueIntoFile(ledger, { issuer: payee, file: path, voucher, now });
    };

    it('leave no file where it refuses', async () => {
      expect(await codeOf(issue('BALANCE_INSUFFICIENT'))).to.contain('BALANCE_INSUFFICIENT');
      expect(await codeOf(readVoucher(path))).to.contain('FILE_UNREADABLE');
    });

    it('keep theirs where they may have been issued, or were in it before', async () => {
      expect(await codeOf(issue('SUBMISSION_PENDING'))).to.contain('SUBMISSION_PENDING');
      expect(await readVoucher(path)).to.deep.equal(voucher);
      expect(await codeOf(issue('BALANCE_INSUFFICIENT'))).to.contain('BALANCE_INSUFFICIENT');
      expect(await readVoucher(path)).to.deep.equal(voucher);
      expect(await issue(undefined)).to.deep.equal({ voucher, isNew: false });
    });

    it('are not announced when they have expired since', async () => {
      await keepVoucher(path, voucher);
      expect(await codeOf(issue(undefined, voucher.expiresAt))).to.contain('VOUCHER_EXPIRED');
      expect(await readVoucher(path)).to.deep.equal(voucher);
    });
  });

  it('are worth what the ledger says, whatever their file does', async () => {
    const { voucherId, amount, payees, expiresAt } = voucher;
    const ask = async (file: VoucherFile, code?: string): Promise<string> => {
      const getVoucher = async (): Promise<object> => {
        if (code !== undefined) throw new LedgerError(code, 'refused', { phase: 'evaluate' });
        return Promise.resolve({ voucherId, amount, payees, expiresAt });
      };
      return knownVoucher({ token: { getVoucher } } as unknown as CommunityLedger, file);
    };
    expect(await ask(voucher)).to.equal('500');
    for (const change of [{ amount: '50000' }, { payees: [payee] }, { expiresAt: NOW + 1000 }]) {
      expect(await codeOf(ask({ ...voucher, ...change }))).to.contain('VOUCHER_INVALID');
    }
    expect(await codeOf(ask(voucher, 'ACCOUNT_DENIED'))).to.contain('VOUCHER_DENIED');
    expect(await codeOf(ask(voucher, 'VOUCHER_UNKNOWN'))).to.contain('VOUCHER_UNKNOWN');
  });

  it('are refused without their code being said', async () => {
    await writeFile(path, JSON.stringify({ ...voucher, amount: '0' }));
    const refusal = await codeOf(readVoucher(path));
    expect(refusal).to.contain('VOUCHER_INVALID').and.to.not.contain(voucher.code);
    expect(await codeOf(readVoucher(join(folder, 'none')))).to.contain('FILE_UNREADABLE');
  });

  it('end some time to come', () => {
    const zone = 'Europe/Madrid';
    expect(voucherExpiry({ days: 2 }, NOW, zone)).to.equal(NOW + 2 * 86_400);
    expect(voucherExpiry({ until: '2016-09-16 02:01' }, NOW, zone)).to.equal(NOW + 60);
    for (const times of [{}, { days: 1, until: '2016-10-01' }, { until: '2016-09-16 02:00' }]) {
      expect(() => voucherExpiry(times, NOW, zone)).to.throw('TIMES_WRONG');
    }
  });

  it('are listed with what became of them, and without their codes', async () => {
    const record = (id: string, change: object): object => {
      const voucherId = id.repeat(32);
      const { code, amount, payees, expiresAt } = voucher;
      const codeHash = voucherCodeHash(voucherId, code);
      return { voucherId, issuer: payee, codeHash, amount, payees, expiresAt, ...change };
    };
    const write = (type: string, id: string, value: object): object => ({
      key: { type, attributes: [id.repeat(32)] },
      value: Buffer.from(JSON.stringify(value)),
    });
    const writes = [
      write('voucher', 'a', record('a', {})),
      write('voucher', 'b', record('b', { expiresAt: NOW, payees: [payee] })),
      write('voucher', 'c', record('c', {})),
      write('balance', 'c', { amount: '1' }),
      write('voucherOutcome', 'c', { outcome: 'redeemed' }),
    ];
    const client = {
      height: async () => Promise.resolve(2),
      blocks: async function* () {
        await Promise.resolve();
        yield { number: 0, transactions: [] };
        yield { number: 1, transactions: [{ writes }] };
        throw new Error('read beyond the height');
      },
    } as unknown as FabricClient;
    const vouchers = await everyVoucher(client, NOW);
    expect(vouchers.map(({ state }) => state)).to.deep.equal(['open', 'expired', 'redeemed']);
    const lines = renderVouchers(vouchers, file);
    expect(lines[1]).to.match(/^a{32} +5\.00 SCT +anybody +2016-09-16 02:00 +can be redeemed$/);
    expect(lines[2]).to.match(/^b{32} +5\.00 SCT +acc-2{32} +2016-09-16 02:00 +expired$/);
    expect(lines[3]).to.match(/redeemed$/);
    expect(lines[4]).to.equal('Next: acequia token voucher refund VOUCHER');
    expect(renderVouchers(vouchers.slice(2), file)).to.have.length(2);
    expect(renderVouchers([], file)).to.deep.equal(['There is no voucher.']);
  });
});
