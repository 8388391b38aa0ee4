import { rm } from 'node:fs/promises';
import { NetworkError, openNetwork } from '@acequia/network';
import type { DemoSettings } from './DemoSettings.js';

/** Ends and removes what an earlier demonstration left: every one starts from an empty ledger. */
export async function removeLeftovers({ networkDir, runDir, reportFile }: DemoSettings): Promise<void> {
  try {
    await openNetwork(networkDir).clean();
  } catch (error) {
    // None, or an unfinished one, which creating the network removes.
    if (!(error instanceof NetworkError) || error.code !== 'NO_NETWORK') throw error;
  }
  await rm(runDir, { recursive: true, force: true });
  await rm(reportFile, { force: true });
}
