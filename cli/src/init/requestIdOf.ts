import { sha256Hex } from '@acequia/protocol';

/** The request id of one step of one init: the same at every attempt, so that the ledger does the step once. */
export function requestIdOf(seed: string, step: string): string {
  return sha256Hex(`acequia init\n${seed}\n${step}`).slice(0, 32);
}
