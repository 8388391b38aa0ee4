import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { temporaryFolder } from '../../test/ledger/temporaryFolder.js';
import { NUMBERED_KEYS, numberedCommit } from '../../test/ledger/numberedCommit.js';
import { blockHeaderHash } from '../blocks/blockHeaderHash.js';
import type { Ledger } from './Ledger.js';
import { SqliteLedger } from './SqliteLedger.js';

const CHILD = fileURLToPath(new URL('../../test/ledger/commitForever.js', import.meta.url));

describe('SqliteLedger when its process ends', () => {
  const file = temporaryFolder();

  it('has every block that was committed before a kill -9, and state that equals its replay', async function () {
    this.timeout(30_000);
    const path = file('killed');
    for (let kill = 0; kill < 5; kill++) {
      const { last, afterMs } = await killWhileCommitting(path);
      const ledger = SqliteLedger.open(path);
      const about = `killed after ${String(afterMs)} ms, ${String(last)} was the last acknowledged`;
      expect(ledger.height, about).to.be.within(last + 1, last + 2);
      for (let number = 0; number <= last; number++) {
        expect(ledger.transientStore.get(`transient${String(number)}`), about).to.have.length(1);
      }
      checkReplay(ledger, about);
      ledger.close();
    }
  });

  it('keeps nothing of a block that could not be written, and takes it later', () => {
    const path = file('limited');
    const { stdout } = spawnSync(
      'sh',
      ['-c', 'ulimit -f 2000; exec "$0" "$@"', process.execPath, CHILD, path],
      {
        encoding: 'utf8',
      },
    );
    const failure: unknown = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    const ledger = SqliteLedger.open(path);
    const height = ledger.height;
    expect(failure).to.deep.equal({
      failed: height,
      error: 'LedgerStoreError: STORE_FAILED: disk I/O error',
      height,
      state: [...ledger.snapshot(height).range('cc', new Uint8Array(), undefined)].length,
    });
    expect(height).to.be.greaterThan(3);
    ledger.commit(numberedCommit(ledger));
    checkReplay(ledger, 'after the failure');
    ledger.close();
  });
});

/** Has a process commit for a random time and kills it; the last block that it said it had committed. */
async function killWhileCommitting(path: string): Promise<{ last: number; afterMs: number }> {
  const child = spawn(process.execPath, [CHILD, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await once(child.stdout, 'data');
  const afterMs = randomInt(1, 200);
  setTimeout(() => child.kill('SIGKILL'), afterMs);
  await once(child, 'close');
  // What follows the last line's end was cut off.
  return { last: Number(output.split('\n').at(-2)), afterMs };
}

function checkReplay(ledger: SqliteLedger, about: string): void {
  const state = new Map<string, Uint8Array>();
  let chain: Pick<Ledger, 'height' | 'lastHash'> = { height: 0, lastHash: new Uint8Array() };
  while (chain.height < ledger.height) {
    const commit = numberedCommit(chain);
    const block = ledger.block(chain.height);
    expect(block?.serializeBinary(), about).to.deep.equal(commit.block.serializeBinary());
    for (const { key, entry } of commit.updates) {
      if (entry === undefined) state.delete(Buffer.from(key).toString());
      else state.set(Buffer.from(key).toString(), entry.value);
    }
    const header = commit.block.getHeader();
    if (header === undefined) throw new Error('a block has a header');
    chain = { height: chain.height + 1, lastHash: blockHeaderHash(header) };
  }
  expect(ledger.lastHash, about).to.deep.equal(chain.lastHash);
  const snapshot = ledger.snapshot(ledger.height);
  for (let key = 0; key < NUMBERED_KEYS; key++) {
    const name = `key${String(key)}`;
    expect(snapshot.get('cc', Buffer.from(name))?.value, about).to.deep.equal(state.get(name));
  }
  snapshot.release();
}
