import { fileURLToPath } from 'node:url';

/** The main file of a program of this workspace: it lies beside what its package exports. */
export function programFile(name: '@acequia/edge-agent' | '@acequia/gateway-app'): string {
  return fileURLToPath(new URL('main.js', import.meta.resolve(name)));
}
