import { env } from 'node:process';

/** What kind of network the tests that need one run on: `NETWORK=fabric` for the real one, else the embedded one. */
export const networkKind = env.NETWORK === 'fabric' ? 'fabric' : 'embedded';
