import { setMaxListeners } from 'node:events';
import * as fabric from '@hyperledger/fabric-gateway';
import type { FabricConnection } from '../schemas/fabricConnection.js';
import { DEFAULT_DEADLINES, DEFAULT_PATIENCE, type ClientOptions } from './ClientOptions.js';
import { FabricClient } from './FabricClient.js';
import { FileJournal } from './FileJournal.js';
import { loadIdentity, type ClientIdentity } from './loadIdentity.js';
import { openChannel } from './openChannel.js';
import type { Session } from './Session.js';

/**
 * Makes a client. Reads the files at once, reaches out to the peer with the first call only, so that a program can start
 * while the ledger is away.
 *
 * @throws CodedError IDENTITY_UNREADABLE, IDENTITY_MISMATCH, TLS_ROOT_UNREADABLE.
 */
export async function connect(
  connection: FabricConnection,
  options: ClientOptions = {},
): Promise<FabricClient> {
  return connectWith(connection, await loadIdentity(connection), options);
}

/** {@link connect} with an identity that is in no file. @throws CodedError TLS_ROOT_UNREADABLE. */
export async function connectWith(
  connection: Omit<FabricConnection, 'mspId' | 'certFile' | 'keyFile'>,
  { identity, sign }: ClientIdentity,
  options: ClientOptions = {},
): Promise<FabricClient> {
  const closing = new AbortController();
  // Every call that waits listens; a thousand at once is no leak.
  setMaxListeners(0, closing.signal);
  const channel = await openChannel(connection, closing.signal);
  const deadlines = { ...DEFAULT_DEADLINES, ...options.deadlines };
  const within = (ms: number) => () => ({ deadline: Date.now() + ms });
  const gateway = fabric.connect({
    client: channel,
    identity,
    signer: sign,
    hash: fabric.hash.none,
    evaluateOptions: within(deadlines.evaluate),
    endorseOptions: within(deadlines.endorse),
    submitOptions: within(deadlines.submit),
    commitStatusOptions: within(deadlines.commitStatus),
  });
  const network = gateway.getNetwork(connection.channel);
  const session: Session = {
    gateway,
    network,
    contract: network.getContract(connection.chaincode),
    channel: connection.channel,
    chaincode: connection.chaincode,
    identity,
    sign,
    patience: { ...DEFAULT_PATIENCE, ...options.patience },
    endorsers: options.endorsers,
    readsFrom: options.readsFrom,
    signal: closing.signal,
    onRetry: options.onRetry ?? (() => undefined),
  };
  const journal = options.journalDir === undefined ? undefined : new FileJournal(options.journalDir);
  return new FabricClient(session, journal, channel, closing);
}
