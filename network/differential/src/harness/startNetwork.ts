import { resolve } from 'node:path';
import { createNetwork } from '@acequia/network';
import type { NetworkKind } from './differentialConfig.js';
import { TestNetwork } from './TestNetwork.js';

const chaincode = resolve(import.meta.dirname, '../../../chaincode');
/** Real peers commit a block at different moments too. */
const commitDelayMs = 20;
const batchTimeoutMs = 50;

/**
 * Makes and starts a network of two homes with the probe on it. It ends with this process, however this process ends.
 *
 * @throws NetworkError as `createNetwork` and `start` do
 */
export async function startNetwork(
  kind: NetworkKind,
  dir: string,
  onProgress: (line: string) => void,
): Promise<TestNetwork> {
  const network = await createNetwork({
    kind,
    dir,
    homes: 2,
    ...(kind === 'fabric' ? { ordering: 'raft' as const } : { commitDelayMs }),
    batchTimeoutMs,
    chaincode: { modulePath: chaincode },
    parentPid: process.pid,
    onProgress,
  });
  await network.start();
  return new TestNetwork(kind, network);
}
