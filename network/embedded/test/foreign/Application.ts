import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, credentials } from '@grpc/grpc-js';
import {
  connect,
  signers,
  type Contract,
  type Gateway,
  type Identity,
  type Network,
} from '@hyperledger/fabric-gateway';
import type { ReadyDescription, ReadyOrganisation } from '../../src/network/describeReady.js';

const CALL_MS = 60_000;

/** A client of one organisation, by the real fabric-gateway, from what the network says of itself. */
export class Application {
  readonly client: Client;
  readonly gateway: Gateway;
  readonly network: Network;
  /** For offline signing. */
  readonly identity: Identity;
  readonly sign: (digest: Uint8Array) => Promise<Uint8Array>;

  private constructor(
    ready: ReadyDescription,
    organisation: ReadyOrganisation,
    options: { offline: boolean },
  ) {
    const { certificate, key } = userOf(organisation);
    this.identity = { mspId: organisation.mspId, credentials: readFileSync(certificate) };
    this.sign = signers.newPrivateKeySigner(createPrivateKey(readFileSync(key)));
    this.client = Application.client(organisation);
    const deadline = (): { deadline: number } => ({ deadline: Date.now() + CALL_MS });
    this.gateway = connect({
      client: this.client,
      identity: this.identity,
      ...(options.offline ? {} : { signer: this.sign }),
      evaluateOptions: deadline,
      endorseOptions: deadline,
      submitOptions: deadline,
      commitStatusOptions: deadline,
    });
    this.network = this.gateway.getNetwork(ready.channel);
  }

  static connect(ready: ReadyDescription, mspId: string, options = { offline: false }): Application {
    return new Application(ready, Application.organisation(ready, mspId), options);
  }

  static organisation(ready: ReadyDescription, mspId: string): ReadyOrganisation {
    const found = ready.organisations.find((one) => one.mspId === mspId);
    if (found === undefined) throw new RangeError(mspId);
    return found;
  }

  /** A connection of its own to an organisation's peer. */
  static client({ tlsCaFile, endpoint, tlsHostname }: ReadyOrganisation): Client {
    return new Client(endpoint, credentials.createSsl(readFileSync(tlsCaFile)), {
      'grpc.ssl_target_name_override': tlsHostname,
      'grpc.use_local_subchannel_pool': 1,
    });
  }

  contract(name: string): Contract {
    return this.network.getContract(name);
  }

  /** What the chaincode answers, which is JSON. */
  async evaluate(chaincode: string, name: string, ...args: string[]): Promise<unknown> {
    return parsed(await this.contract(chaincode).evaluateTransaction(name, ...args));
  }

  async submit(chaincode: string, name: string, ...args: string[]): Promise<unknown> {
    return parsed(await this.contract(chaincode).submitTransaction(name, ...args));
  }

  close(): void {
    this.gateway.close();
    this.client.close();
  }
}

function userOf({ users }: ReadyOrganisation): ReadyOrganisation['users'][number] {
  const user = users[1];
  if (user === undefined) throw new Error('no user');
  return user;
}

function parsed(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString();
  return text === '' ? undefined : JSON.parse(text);
}
