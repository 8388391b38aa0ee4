import { createHash, sign, type KeyObject } from 'node:crypto';
import { status, type Client as GrpcClient } from '@grpc/grpc-js';
import {
  connect,
  GatewayError,
  signers,
  type Contract,
  type Gateway,
  type Network,
  type Proposal,
  type Transaction,
} from '@hyperledger/fabric-gateway';
import { gateway as messages, msp } from '@hyperledger/fabric-protos';
import type { Invocation } from './Invocation.js';
import { validationCodeName } from './validationCodeName.js';

const deadlineMs = 60_000;
const statusAttempts = 4;
const statusDeadlineMs = 10_000;
const deadlineExceeded: number = status.DEADLINE_EXCEEDED;

export interface ClientOptions {
  readonly grpc: GrpcClient;
  readonly mspId: string;
  /** PEM. */
  readonly certificate: Uint8Array;
  readonly key: KeyObject;
  readonly channel: string;
  readonly chaincode: string;
}

/** One user on its organisation's peer: `@hyperledger/fabric-gateway`, and what it takes to go past it. */
export class Client {
  readonly #options: ClientOptions;
  #gateway: Gateway | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  get mspId(): string {
    return this.#options.mspId;
  }

  /** The peer's services, for calls that fabric-gateway does not make. */
  get grpc(): GrpcClient {
    return this.#options.grpc;
  }

  get network(): Network {
    return this.#connected().getNetwork(this.#options.channel);
  }

  /** `msp.SerializedIdentity` */
  get serialized(): Uint8Array {
    const identity = new msp.SerializedIdentity();
    identity.setMspid(this.#options.mspId);
    identity.setIdBytes(this.#options.certificate);
    return identity.serializeBinary();
  }

  /** ASN.1 DER of an ECDSA signature over the message's SHA-256, `s` in its lower half as Fabric wants it. */
  async sign(message: Uint8Array): Promise<Uint8Array> {
    return await this.#signer()(createHash('sha256').update(message).digest());
  }

  /** The same, as half of all ECDSA signatures are: `s` in its upper half. */
  signHigh(message: Uint8Array): Uint8Array {
    for (;;) {
      const signature = sign('sha256', message, { key: this.#options.key, dsaEncoding: 'der' });
      const sLength = signature[(signature[3] ?? 0) + 5] ?? 0;
      if (sLength === 33) return signature;
    }
  }

  contract(chaincode = this.#options.chaincode, contract?: string): Contract {
    return this.network.getContract(chaincode, contract);
  }

  /** The proposal of a call of the probe, signed by this client. */
  async propose({ calls, transient, endorsers, offline }: Invocation): Promise<Proposal> {
    const proposal = this.contract().newProposal('run', {
      arguments: [JSON.stringify(calls)],
      ...(transient === undefined ? {} : { transientData: transient }),
      ...(endorsers === undefined ? {} : { endorsingOrganizations: [...endorsers] }),
    });
    if (offline !== true) return proposal;
    const signature = await this.#signer()(proposal.getDigest());
    return this.#connected().newSignedProposal(proposal.getBytes(), signature);
  }

  /** @param offline the transaction is signed outside of the Gateway client */
  async endorse(proposal: Proposal, offline = false): Promise<Transaction> {
    const transaction = await proposal.endorse();
    if (!offline) return transaction;
    const signature = await this.#signer()(transaction.getDigest());
    return this.#connected().newSignedTransaction(transaction.getBytes(), signature);
  }

  /** Name of the validation code, when this client's peer has committed the transaction. */
  async commitStatus(transactionId: string): Promise<string> {
    const request = new messages.CommitStatusRequest();
    request.setChannelId(this.#options.channel);
    request.setTransactionId(transactionId);
    request.setIdentity(this.serialized);
    const signed = new messages.SignedCommitStatusRequest();
    signed.setRequest(request.serializeBinary());
    return validationCodeName(await this.#askStatus(signed.serializeBinary()));
  }

  /** A peer of real Fabric was seen never to answer for a transaction, behind a duplicate of the one before: it is asked again. */
  async #askStatus(signedRequest: Uint8Array): Promise<number> {
    for (let left = statusAttempts - 1; ; left -= 1) {
      try {
        const commit = this.#connected().newCommit(signedRequest);
        return (await commit.getStatus({ deadline: Date.now() + statusDeadlineMs })).code;
      } catch (error) {
        if (left === 0 || !(error instanceof GatewayError) || error.code !== deadlineExceeded) throw error;
      }
    }
  }

  close(): void {
    this.#gateway?.close();
    this.#options.grpc.close();
  }

  #signer(): (digest: Uint8Array) => Promise<Uint8Array> {
    return signers.newPrivateKeySigner(this.#options.key);
  }

  #connected(): Gateway {
    const { grpc, mspId, certificate } = this.#options;
    const patience = (): { deadline: number } => ({ deadline: Date.now() + deadlineMs });
    this.#gateway ??= connect({
      client: grpc,
      identity: { mspId, credentials: certificate },
      signer: this.#signer(),
      evaluateOptions: patience,
      endorseOptions: patience,
      submitOptions: patience,
      commitStatusOptions: patience,
    });
    return this.#gateway;
  }
}
