import { fileURLToPath } from 'node:url';

/** The folder `network/fabric`, which holds `tools/` and `builders/`; compiled code lies in its `dist/src`. */
export const packageRoot = fileURLToPath(new URL('../../', import.meta.url));
