import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The compiled main file of one of the workspace's packages. */
export function packageMain(name: '@acequia/edge-agent' | '@acequia/gateway-app'): string {
  return join(dirname(fileURLToPath(import.meta.resolve(name))), 'main.js');
}
