import { writeSync } from 'node:fs';
import { ledger } from '@hyperledger/fabric-protos';
import { SqliteLedger } from '../../src/ledger/SqliteLedger.js';
import { numberedCommit } from './numberedCommit.js';

/** Commits blocks to the ledger in a file until the process is killed, or a commit fails; says each that was committed. */
function commitForever(file: string): void {
  const store = SqliteLedger.open(file);
  for (;;) {
    const number = store.height;
    try {
      store.transientStore.put(
        `transient${String(number)}`,
        'Org1MSP',
        number,
        new ledger.rwset.TxPvtReadWriteSet(),
      );
      store.commit(numberedCommit(store));
    } catch (error) {
      const state = [...store.snapshot(store.height).range('cc', new Uint8Array(), undefined)].length;
      writeSync(1, JSON.stringify({ failed: number, error: String(error), height: store.height, state }));
      return;
    }
    writeSync(1, `${String(number)}\n`);
    store.forgetBelow(store.height);
  }
}

commitForever(process.argv[2] ?? '');
