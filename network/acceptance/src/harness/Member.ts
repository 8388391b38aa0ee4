import { readFileSync } from 'node:fs';
import { connect, type CommunityLedger, type FabricClient } from '@acequia/protocol/fabric';
import { keyHashOfCertificate, type FabricConnection, type NetworkDescription } from '@acequia/protocol';
import { notices } from './notices.js';
import { organisationOf } from './organisationOf.js';

/** Who someone is, and through which organisation's peer they speak. */
export interface MemberOptions {
  readonly mspId: string;
  /** Name of the identity in the network's description, such as `user1`. */
  readonly identity: string;
  /** The organisation whose peer is asked; the member's own when absent. */
  readonly through?: string;
  /** How long a refusal that may come from an endorser's lag is asked again, ms; 1000 when absent. */
  readonly lagMs?: number;
  /** Folder of the client's submission journal. */
  readonly journalDir: string;
}

/** A person or program of an organisation with a connection to the ledger. */
export class Member {
  readonly mspId: string;
  /** What the registry knows the member by. */
  readonly keyHash: string;
  readonly connection: FabricConnection;
  readonly client: FabricClient;

  constructor(connection: FabricConnection, keyHash: string, client: FabricClient) {
    this.mspId = connection.mspId;
    this.keyHash = keyHash;
    this.connection = connection;
    this.client = client;
  }

  /** Connects. Refusals are believed sooner than in programs: tests provoke them. */
  static async open(network: NetworkDescription, options: MemberOptions): Promise<Member> {
    const connection = connectionOf(network, options);
    const keyHash = keyHashOfCertificate(readFileSync(connection.certFile));
    const client = await connect(connection, {
      journalDir: options.journalDir,
      patience: { lag: options.lagMs ?? 1000 },
      onRetry: (notice) => {
        notices.push({ at: Date.now(), who: `${options.mspId} ${options.identity}`, ...notice });
      },
    });
    return new Member(connection, keyHash, client);
  }

  get ledger(): CommunityLedger {
    return this.client.ledger;
  }

  close(): void {
    this.client.close();
  }
}

function connectionOf(network: NetworkDescription, options: MemberOptions): FabricConnection {
  const own = organisationOf(network, options.mspId);
  const identity = own.identities[options.identity];
  if (identity === undefined) throw new Error(`${options.mspId} has no identity ${options.identity}`);
  const { endpoint, tlsHostname, tlsRootCertFile } = organisationOf(
    network,
    options.through ?? options.mspId,
  ).peer;
  return {
    endpoint,
    tlsHostname,
    tlsRootCertFile,
    mspId: options.mspId,
    certFile: identity.certFile,
    keyFile: identity.keyFile,
    channel: network.channel,
    chaincode: network.chaincode,
  };
}
