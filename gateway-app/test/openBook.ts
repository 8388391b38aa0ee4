import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommunityBook } from '../src/delegation/CommunityBook.js';
import { Database } from '../src/readModel/Database.js';

/** A community's book in an encrypted file of its own, which `close` deletes. */
export interface OpenBook {
  readonly book: CommunityBook;
  /** Opens the file once more, as after a crash: nothing is closed in order before. */
  readonly reopen: () => CommunityBook;
  readonly close: () => void;
}

/** Opens an empty book for a test. */
export function openBook(): OpenBook {
  const folder = mkdtempSync(join(tmpdir(), 'acequia-book-'));
  const key = randomBytes(32);
  const opened: CommunityBook[] = [];
  const open = (): CommunityBook => {
    const book = new CommunityBook(Database.open(join(folder, 'book.sqlite'), { key })).prepare();
    opened.push(book);
    return book;
  };
  return {
    book: open(),
    reopen: open,
    close: () => {
      for (const book of opened) book.close();
      rmSync(folder, { recursive: true });
    },
  };
}
