import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { Database } from '../readModel/Database.js';
import { DocumentStore } from './DocumentStore.js';

const schema = z.strictObject({ salt: z.string(), amount: z.int() });

describe('DocumentStore', () => {
  let folder: string;
  let path: string;
  const key = randomBytes(32);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-documents-'));
    path = join(folder, 'documents.sqlite');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('gives a retry after a restart the same document under the same request ids', () => {
    const first = new DocumentStore(Database.open(path, { key }));
    const kept = first.findOrKeep(schema, 'bill/1/final', () => ({ salt: 'one', amount: 5 }));
    first.close();
    const second = new DocumentStore(Database.open(path, { key }));
    const again = second.findOrKeep(schema, 'bill/1/final', () => ({ salt: 'two', amount: 6 }));
    second.close();
    expect(again).to.deep.equal(kept);
    expect(kept.issueRequestId).to.match(/^[0-9a-f]{32}$/);
    expect(kept.deliverRequestId)
      .to.match(/^[0-9a-f]{32}$/)
      .and.not.equal(kept.issueRequestId);
  });

  it('finds nothing under another key', () => {
    const store = new DocumentStore(Database.open(path, { key }));
    store.keep('a', { salt: 'one', amount: 5 });
    expect(store.find(schema, 'b')).to.equal(undefined);
    store.close();
  });
});
