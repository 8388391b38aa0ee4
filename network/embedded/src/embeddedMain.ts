import { fileURLToPath } from 'node:url';

/** The program that runs an embedded network, to be started with Node. */
export const embeddedMain = fileURLToPath(new URL('main.js', import.meta.url));
