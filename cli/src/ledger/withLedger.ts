import { readFile } from 'node:fs/promises';
import { openNetwork } from '@acequia/network';
import { keyHashOfCertificate, type FabricConnection } from '@acequia/protocol';
import { connect, type FabricClient } from '@acequia/protocol/fabric';
import type { InitState } from '../init/initStateSchema.js';
import { InitStore } from '../init/InitStore.js';
import { MSP } from '../init/MSP.js';
import { connectionOf } from '../run/connectionOf.js';
import { RunFolder } from '../run/RunFolder.js';

/** Whose identity a command signs with; `owner` is the operator who founded the community and owns its token. */
export type LedgerParty = 'operator' | 'owner' | 'auditor' | 'supplier';

/** A party's own way to the ledger. */
export interface OpenedLedger {
  readonly client: FabricClient;
  readonly connection: FabricConnection;
  readonly keyHash: string;
  readonly state: InitState;
  readonly folder: RunFolder;
}

/** The identities that they have: organisation and user. A supplier is enrolled by `acequia token supplier`. */
const PLACES: Readonly<Record<LedgerParty, readonly [mspId: string, user: string]>> = {
  operator: [MSP.community, 'user1'],
  owner: [MSP.community, 'admin'],
  auditor: [MSP.public, 'user1'],
  supplier: [MSP.public, 'user2'],
};

/**
 * Does something on the ledger as a party of the community in a run folder, and closes the connection again.
 *
 * @param signal ends what is waited for on the ledger: its client tries on for minutes otherwise where the network is gone.
 * @throws CliError RUN_MISSING; NetworkError NO_NETWORK; LedgerError; the signal's reason.
 */
export async function withLedger<T>(
  run: string,
  party: LedgerParty,
  work: (opened: OpenedLedger) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const folder = new RunFolder(run);
  const state = await new InitStore(folder.stateFile).get();
  const { description } = openNetwork(state.networkDir);
  const [mspId, user] = PLACES[party];
  const connection = connectionOf(description, mspId, user);
  const client = await connect(connection, { journalDir: folder.journalDirOf(party) });
  const close = (): void => {
    client.close();
  };
  signal?.addEventListener('abort', close, { once: true });
  try {
    signal?.throwIfAborted();
    await client.recover();
    const keyHash = keyHashOfCertificate(await readFile(connection.certFile));
    return await work({ client, connection, keyHash, state, folder });
  } finally {
    signal?.removeEventListener('abort', close);
    close();
  }
}
