import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { sampleTerms } from '../../test/sampleTerms.js';
import { Mailbox } from '../channel/Mailbox.js';
import { DataFiles } from '../process/DataFiles.js';
import { DatabaseVault } from '../repository/DatabaseVault.js';
import { CommunityBook } from './CommunityBook.js';
import { Delegations } from './Delegations.js';
import { ServiceAccounts } from './ServiceAccounts.js';

describe('CommunityBook', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-book-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('says nothing in the clear on the disk, and is whole when everything was encrypted anew', async () => {
    const files = new DataFiles(folder);
    const vault = await DatabaseVault.unlock(files, Buffer.alloc(32, 5));
    const book = new CommunityBook(vault.open(files.book)).prepare();
    const terms = sampleTerms({ words: 'canary-at-the-sea' });
    new Delegations(book).ask(terms, 'key', 0);
    new ServiceAccounts(book).book('SH1', { kind: 'deposit', amount: '5', at: 1 }, 'deposit/1');
    const mailbox = new Mailbox(book);
    for (const text of ['one', 'two']) mailbox.put('SH2', 'SH1', Buffer.from(text));
    const { next } = mailbox.fetch('SH2', 0);
    mailbox.fetch('SH2', next);
    await vault.renew();
    expect(new Delegations(book).find(terms.delegationId)?.terms).to.deep.equal(terms);
    expect(new ServiceAccounts(book).balance('SH1')).to.equal(5n);
    // A home that has fetched everything asks for what comes behind it.
    mailbox.put('SH2', 'SH1', Buffer.from('three'));
    expect(mailbox.fetch('SH2', next).messages).to.deep.equal([
      { cursor: next + 1, sealed: Buffer.from('three') },
    ]);
    for (const name of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const content = await readFile(join(name.parentPath, name.name), 'latin1');
      expect(content, name.name).to.not.include('canary-at-the-sea');
    }
    book.close();
  });
});
