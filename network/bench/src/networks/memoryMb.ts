import type { Network } from '@acequia/network';
import { run } from '@acequia/network/common';

/** Resident memory of a network's processes together, MB; what they share counts for each of them. */
export async function memoryMb(network: Network): Promise<number> {
  const pids = (await network.status()).flatMap(({ pid }) => pid ?? []);
  const kilobytes = await run('ps', ['-o', 'rss=', '-p', pids.join(',')]);
  const sum = kilobytes
    .trim()
    .split('\n')
    .reduce((total, line) => total + Number(line), 0);
  return sum / 1024;
}
