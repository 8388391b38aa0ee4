import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ledger as protos } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import Libsql from 'libsql';
import { temporaryFolder } from '../../test/ledger/temporaryFolder.js';
import { numberedCommit } from '../../test/ledger/numberedCommit.js';
import { testCommit } from '../../test/ledger/testCommit.js';
import { LedgerStoreError } from './LedgerStoreError.js';
import { sha256 } from './sha256.js';
import { SqliteLedger } from './SqliteLedger.js';

describe('StoreConnection', () => {
  const file = temporaryFolder();

  it('lets one process at a time have the file', () => {
    const path = file('locked');
    const ledger = SqliteLedger.open(path);
    expect(failure(() => SqliteLedger.open(path))).to.equal('STORE_LOCKED: database is locked');
    ledger.commit(numberedCommit(ledger));
    ledger.close();
    ledger.close();
    const again = SqliteLedger.open(path);
    expect(again.height).to.equal(1);
    again.close();
  });

  it('leaves nothing but the one file', () => {
    const path = file('alone');
    const ledger = SqliteLedger.open(path);
    ledger.commit(numberedCommit(ledger));
    ledger.close();
    expect(readdirSync(dirname(path)).filter((name) => name.startsWith('alone'))).to.deep.equal(['alone']);
  });

  it('leaves nothing in its file of private data that was purged', () => {
    const path = file('purged');
    const chain = SqliteLedger.open(path);
    const secret = 'what nobody may find any more '.repeat(400);
    const write = new protos.rwset.kvrwset.KVWrite();
    write.setKey('secret');
    write.setValue(Buffer.from(secret));
    const rwset = new protos.rwset.kvrwset.KVRWSet();
    rwset.setWritesList([write]);
    const place = { namespace: 'cc', collection: 'coll' };
    const kept = { ...place, mspId: 'A', tx: 0, rwset: rwset.serializeBinary(), expiresAt: undefined };
    const state = { space: 'A$$pcc$$coll', key: Buffer.from('secret') };
    const version = { block: 0, tx: 0 };
    const entry = { value: Buffer.from(secret), metadata: new Map<string, Uint8Array>(), version };
    chain.commit(testCommit(chain, { txIds: ['t'], privateWrites: [kept], updates: [{ ...state, entry }] }));
    chain.commit(
      testCommit(chain, {
        txIds: ['p'],
        purges: [{ ...place, tx: 0, keyHash: sha256('secret') }],
        updates: [{ ...state, entry: undefined }],
      }),
    );
    chain.close();
    expect(readFileSync(path).includes('nobody may find')).to.equal(false);
  });

  it('does nothing any more after it was closed', () => {
    const ledger = SqliteLedger.open(file('closed'));
    const snapshot = ledger.snapshot(0);
    ledger.close();
    const closed = 'STORE_FAILED: the ledger is closed';
    expect(failure(() => snapshot.get('cc', Buffer.from('a')))).to.equal(closed);
    expect(failure(() => ledger.locate('tx'))).to.equal(closed);
    expect(
      failure(() => {
        ledger.transientStore.removeBelow(1);
      }),
    ).to.equal(closed);
  });

  it('refuses a file of another version, another program or no database, and leaves it as it is', () => {
    SqliteLedger.open(file('version')).close();
    change(file('version'), 'PRAGMA user_version = 2');
    change(file('other'), 'CREATE TABLE t (x)');
    writeFileSync(file('text'), 'Once upon a time '.repeat(1000));
    const refusals = {
      version: `STORE_FORMAT: ${file('version')} is a ledger of version 2; this program reads version 1`,
      other: `STORE_FORMAT: ${file('other')} is not a ledger`,
      text: 'STORE_CORRUPT: file is not a database',
      'no/folder': `STORE_FAILED: cannot open ${file('no/folder')}`,
    };
    for (const [name, refusal] of Object.entries(refusals)) {
      const content = name === 'no/folder' ? undefined : readFileSync(file(name));
      expect(failure(() => SqliteLedger.open(file(name)))).to.equal(refusal);
      if (content !== undefined) expect(readFileSync(file(name)).equals(content)).to.equal(true);
    }
  });

  it('tells a damaged file', () => {
    const path = file('damaged');
    const ledger = SqliteLedger.open(path);
    for (let block = 0; block < 20; block++) ledger.commit(numberedCommit(ledger));
    ledger.close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0x55, 8192));
    expect(failure(() => SqliteLedger.open(path))).to.match(/^STORE_CORRUPT: /);
  });

  it('tells a block that is not what was committed', () => {
    const other = '(SELECT bytes FROM blocks WHERE number = 1)';
    const refusals = {
      [other]: 'STORE_CORRUPT: block 2 is not the one that was committed',
      "x'ff'": 'STORE_CORRUPT: block 2 cannot be decoded',
    };
    for (const [bytes, refusal] of Object.entries(refusals)) {
      const path = file(`changed${String(bytes.length)}`);
      const ledger = SqliteLedger.open(path);
      for (let block = 0; block < 3; block++) ledger.commit(numberedCommit(ledger));
      ledger.close();
      change(path, `UPDATE blocks SET bytes = ${bytes} WHERE number = 2`);
      expect(failure(() => SqliteLedger.open(path))).to.equal(refusal);
    }
  });
});

function failure(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof LedgerStoreError) return error.message;
    throw error;
  }
  return 'nothing was thrown';
}

function change(path: string, sql: string): void {
  const connection = new Libsql(path);
  connection.exec(sql);
  connection.close();
}
