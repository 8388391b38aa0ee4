import { loadAtRestKey } from '../../src/keystore/loadAtRestKey.js';

/** A program of its own: prints the key at rest that it loads, or makes, in hex. Argument: the file. */
const [, , file = ''] = process.argv;
process.stdout.write((await loadAtRestKey({ file })).toString('hex'));
