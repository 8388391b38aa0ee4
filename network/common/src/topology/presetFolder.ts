import { fileURLToPath } from 'node:url';

/** The folder `test-network-config` of the repository; compiled code lies in `network/common/dist/src/topology`. */
export const presetFolder = fileURLToPath(new URL('../../../../../test-network-config', import.meta.url));
