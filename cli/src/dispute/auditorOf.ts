import { openNetwork } from '@acequia/network';
import { CliError } from '../CliError.js';
import { keyHashOfUser } from '../init/keyHashOfUser.js';
import type { InitState } from '../init/initStateSchema.js';
import { MSP } from '../init/MSP.js';

/** How the ledger names an auditor. */
export interface AuditorName {
  readonly mspId: string;
  readonly keyHash: string;
}

/**
 * The auditor that is named as `PublicMSP/<SHA-256 of its key>`, or the one that init enrolled.
 *
 * @throws CliError AUDITOR_INVALID
 */
export async function auditorOf(state: InitState, named: string | undefined): Promise<AuditorName> {
  if (named === undefined) {
    const { description } = openNetwork(state.networkDir);
    return { mspId: MSP.public, keyHash: await keyHashOfUser(description, MSP.public, 'user1') };
  }
  const [, mspId, keyHash] = /^([A-Za-z0-9.-]{1,64})\/([0-9a-f]{64})$/.exec(named) ?? [];
  if (mspId !== undefined && keyHash !== undefined) return { mspId, keyHash };
  throw new CliError(
    'AUDITOR_INVALID',
    'an auditor is named by organisation and key hash: PublicMSP/<64 hex digits>',
  );
}
