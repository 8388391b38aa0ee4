import { AtRestCipher } from '../../src/keystore/AtRestCipher.js';
import { KeyStore } from '../../src/keystore/KeyStore.js';

/** A program of its own: puts one number after another under a name until it is killed, printing each that is on the disk. */
const [, , folder = '', key = ''] = process.argv;
const store = new KeyStore(folder, new AtRestCipher(Buffer.from(key, 'hex')));
for (let number = 1; ; number += 1) {
  await store.put('epoch/0000000001', { number, filling: 'x'.repeat(20_000) });
  process.stdout.write(`${String(number)}\n`);
}
