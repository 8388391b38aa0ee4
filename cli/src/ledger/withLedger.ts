import { readFile } from 'node:fs/promises';
import { openNetwork } from '@acequia/network';
import { keyHashOfCertificate, type FabricConnection } from '@acequia/protocol';
import { connect, type FabricClient } from '@acequia/protocol/fabric';
import type { InitState } from '../init/initStateSchema.js';
import { InitStore } from '../init/InitStore.js';
import { MSP } from '../init/MSP.js';
import { connectionOf } from '../run/connectionOf.js';
import { RunFolder } from '../run/RunFolder.js';

/** Whose identity a command signs with. */
export type LedgerParty = 'operator' | 'auditor';

/** A party's own way to the ledger. */
export interface OpenedLedger {
  readonly client: FabricClient;
  readonly connection: FabricConnection;
  readonly keyHash: string;
  readonly state: InitState;
  readonly folder: RunFolder;
}

/** Where init enrolled them. */
const PLACES = { operator: MSP.community, auditor: MSP.public } as const;

/**
 * Does something on the ledger as operator or auditor of the community in a run folder, and closes the connection again.
 *
 * @throws CliError RUN_MISSING; NetworkError NO_NETWORK; LedgerError.
 */
export async function withLedger<T>(
  run: string,
  party: LedgerParty,
  work: (opened: OpenedLedger) => Promise<T>,
): Promise<T> {
  const folder = new RunFolder(run);
  const state = await new InitStore(folder.stateFile).get();
  const { description } = openNetwork(state.networkDir);
  const connection = connectionOf(description, PLACES[party], 'user1');
  const journalDir = party === 'operator' ? folder.operatorJournalDir : folder.auditorJournalDir;
  const client = await connect(connection, { journalDir });
  try {
    await client.recover();
    const keyHash = keyHashOfCertificate(await readFile(connection.certFile));
    return await work({ client, connection, keyHash, state, folder });
  } finally {
    client.close();
  }
}
