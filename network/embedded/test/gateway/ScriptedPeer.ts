import { peer, type common } from '@hyperledger/fabric-protos';
import type { IndexedTransaction } from '../../src/ledger/BlockCommit.js';
import type { TransactionLocation } from '../../src/ledger/TransactionLocation.js';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';
import { CommitDelay } from '../../src/peer/CommitDelay.js';
import { EmbeddedPeer } from '../../src/peer/EmbeddedPeer.js';
import type { Peer } from '../../src/peer/Peer.js';
import { InMemoryBlocks } from './InMemoryBlocks.js';

type Script = (signed: peer.SignedProposal, signal: AbortSignal) => Promise<peer.ProposalResponse>;

/** A peer whose endorser does what a test says. */
export class ScriptedPeer implements Peer {
  readonly blocks: InMemoryBlocks;
  readonly #peer: EmbeddedPeer;
  script: Script;
  asked = 0;
  /** How many blocks were read. */
  read = 0;
  /** How many wait for a block. */
  waiting = 0;

  constructor(identity: SigningIdentity, blocks = new InMemoryBlocks()) {
    this.blocks = blocks;
    this.script = () => Promise.resolve(endorsed(identity));
    this.#peer = new EmbeddedPeer({
      mspId: identity.mspId,
      address: `peer.${identity.mspId}:7051`,
      identity,
      ledger: blocks,
      delay: new CommitDelay(1, 0),
      processProposal: (signed, signal) => {
        this.asked += 1;
        return this.script(signed, signal);
      },
    });
  }

  get mspId(): string {
    return this.#peer.mspId;
  }

  get address(): string {
    return this.#peer.address;
  }

  get identity(): SigningIdentity {
    return this.#peer.identity;
  }

  get height(): number {
    return this.#peer.height;
  }

  block(number: number): common.Block | undefined {
    this.read += 1;
    return this.#peer.block(number);
  }

  locate(txId: string): TransactionLocation | undefined {
    return this.#peer.locate(txId);
  }

  async waitForBlock(number: number, signal: AbortSignal): Promise<void> {
    this.waiting += 1;
    try {
      await this.#peer.waitForBlock(number, signal);
    } finally {
      this.waiting -= 1;
    }
  }

  waitForTransaction(txId: string, signal: AbortSignal): Promise<TransactionLocation> {
    return this.#peer.waitForTransaction(txId, signal);
  }

  processProposal(signed: peer.SignedProposal, signal: AbortSignal): Promise<peer.ProposalResponse> {
    return this.#peer.processProposal(signed, signal);
  }

  /** Appends a block to the ledger and commits it. */
  commit(block: common.Block, transactions: readonly IndexedTransaction[] = []): void {
    this.blocks.append(block, transactions);
    this.#peer.blockCommitted(this.blocks.height - 1, transactions);
  }

  stop(): void {
    this.#peer.stop();
  }
}

/** A response that endorses a result. Its interest names one chaincode unless given. */
export function endorsed(
  identity: SigningIdentity,
  result = 'result',
  interest?: peer.ChaincodeInterest,
): peer.ProposalResponse {
  const inner = new peer.Response();
  inner.setStatus(200);
  inner.setPayload(Buffer.from(result));
  const action = new peer.ChaincodeAction();
  action.setResponse(inner);
  const payload = new peer.ProposalResponsePayload();
  payload.setExtension$(action.serializeBinary());
  const endorsement = new peer.Endorsement();
  endorsement.setEndorser(identity.serialized);
  endorsement.setSignature(identity.sign(payload.serializeBinary()));
  const response = new peer.ProposalResponse();
  response.setVersion(1);
  response.setResponse(inner);
  response.setPayload(payload.serializeBinary());
  response.setEndorsement(endorsement);
  response.setInterest(interest);
  return response;
}

/** A response without endorsement; with a payload it is the chaincode that refuses, else the peer that fails. */
export function failed(code: number, message: string, payload = ''): peer.ProposalResponse {
  const inner = new peer.Response();
  inner.setStatus(code);
  inner.setMessage(message);
  const response = new peer.ProposalResponse();
  response.setResponse(inner);
  response.setPayload(Buffer.from(payload));
  return response;
}
