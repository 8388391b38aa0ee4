import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Server,
  ServerCredentials,
  status,
  type handleUnaryCall,
  type handleBidiStreamingCall,
  type handleServerStreamingCall,
  type ServiceError,
} from '@grpc/grpc-js';
import { common, gateway, peer } from '@hyperledger/fabric-protos';
import type { FabricConnection } from '../../src/schemas/fabricConnection.js';
import { assembleTransaction } from './assembleTransaction.js';
import { selfSignedCertificate } from './selfSignedCertificate.js';

/** An answer: an error, or the method's success (what it says is given where it can differ). */
type Answer<T> = ServiceError | T | 'ok';

interface Message {
  serializeBinary(): Uint8Array;
}

const HOSTNAME = 'peer.test';

/**
 * A real gRPC server over TLS that speaks the protocol of a peer's Gateway and gives the answers that a test has put in
 * line; with none left it succeeds. It keeps what it was sent.
 */
export class ScriptedGateway {
  readonly evaluations: Answer<string>[] = [];
  readonly endorsements: Answer<string>[] = [];
  /** `lost`: the orderers take it, the client is told the error. */
  readonly submissions: (ServiceError | 'ok' | { readonly lost: ServiceError })[] = [];
  /** Ids of the transactions that the orderers took; of others no status ever comes, as from a peer. */
  readonly taken = new Set<string>();
  /** A number is a validation code; `hang` never answers. */
  readonly statuses: (Answer<number> | 'hang')[] = [];
  /** What each opened block stream delivers before it breaks; the last one stays open. */
  readonly streams: (readonly (
    common.Block | peer.BlockAndPrivateData | common.StatusMap[keyof common.StatusMap]
  )[])[] = [];
  /** Likewise of each opened event stream. */
  readonly eventStreams: (readonly gateway.ChaincodeEventsResponse[])[] = [];
  readonly sent = {
    evaluate: [] as gateway.EvaluateRequest[],
    endorse: [] as gateway.EndorseRequest[],
    submit: [] as gateway.SubmitRequest[],
    commitStatus: [] as string[],
    seeks: [] as common.Envelope[],
    eventRequests: [] as gateway.ChaincodeEventsRequest[],
  };
  #server = new Server();
  #folder = '';
  #port = 0;

  /** @returns how to reach it, with files for a client of its own. */
  async start(): Promise<FabricConnection> {
    this.#folder = await mkdtemp(join(tmpdir(), 'acequia-gateway-'));
    const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const client = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const certificate = selfSignedCertificate(HOSTNAME, server);
    const file = (name: string): string => join(this.#folder, name);
    await writeFile(file('root.pem'), certificate);
    await writeFile(file('client.pem'), selfSignedCertificate('client', client));
    await writeFile(file('client.key'), pem(client.privateKey));
    this.#serverCredentials = ServerCredentials.createSsl(null, [
      { cert_chain: Buffer.from(certificate), private_key: Buffer.from(pem(server.privateKey)) },
    ]);
    await this.listen();
    return {
      endpoint: `127.0.0.1:${String(this.#port)}`,
      tlsHostname: HOSTNAME,
      tlsRootCertFile: file('root.pem'),
      mspId: 'SH1MSP',
      certFile: file('client.pem'),
      keyFile: file('client.key'),
      channel: 'acequia',
      chaincode: 'acequia',
    };
  }

  #serverCredentials = ServerCredentials.createInsecure();

  /** Listens, again on the same port after {@link crash}. */
  async listen(): Promise<void> {
    this.#server = new Server();
    this.#addServices();
    this.#port = await new Promise<number>((resolve, reject) => {
      const address = `127.0.0.1:${String(this.#port)}`;
      this.#server.bindAsync(address, this.#serverCredentials, (error, port) => {
        if (error === null) resolve(port);
        else reject(error);
      });
    });
  }

  /** Breaks every connection at once. */
  crash(): void {
    this.#server.forceShutdown();
  }

  async stop(): Promise<void> {
    this.crash();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** A folder beside the identity's files, for journals and checkpoints. */
  path(name: string): string {
    return join(this.#folder, name);
  }

  #addServices(): void {
    this.#unary('Evaluate', gateway.EvaluateRequest, (request) => {
      this.sent.evaluate.push(request);
      return answered(this.evaluations, '{}', evaluated);
    });
    this.#unary('Endorse', gateway.EndorseRequest, (request) => {
      this.sent.endorse.push(request);
      const done = JSON.stringify({ transactionId: request.getTransactionId() });
      return answered(this.endorsements, done, (result) => endorsed(request, result));
    });
    this.#unary('Submit', gateway.SubmitRequest, (request) => {
      this.sent.submit.push(request);
      return this.#submitted(request.getTransactionId());
    });
    this.#unary('CommitStatus', gateway.SignedCommitStatusRequest, (request) => {
      const inner = gateway.CommitStatusRequest.deserializeBinary(request.getRequest_asU8());
      this.sent.commitStatus.push(inner.getTransactionId());
      const hangs = this.statuses[0] === 'hang';
      if (hangs) this.statuses.shift();
      if (hangs || !this.taken.has(inner.getTransactionId())) return undefined;
      return answered(this.statuses as Answer<number>[], peer.TxValidationCode.VALID, committed);
    });
    this.#deliver('Deliver');
    this.#deliver('DeliverWithPrivateData');
    this.#events();
  }

  #unary<Q>(
    method: string,
    requestClass: { deserializeBinary(bytes: Uint8Array): Q },
    answer: (request: Q) => ServiceError | Message | undefined,
  ): void {
    const handler: handleUnaryCall<Q, Message> = (call, callback) => {
      const result = answer(call.request);
      if (result === undefined) return;
      if ('metadata' in result) callback(result);
      else callback(null, result);
    };
    this.#server.register(
      `/gateway.Gateway/${method}`,
      handler,
      serialize,
      (bytes) => requestClass.deserializeBinary(bytes),
      'unary',
    );
  }

  #events(): void {
    const handler: handleServerStreamingCall<
      gateway.SignedChaincodeEventsRequest,
      gateway.ChaincodeEventsResponse
    > = (call) => {
      const inner = call.request.getRequest_asU8();
      this.sent.eventRequests.push(gateway.ChaincodeEventsRequest.deserializeBinary(inner));
      for (const item of this.eventStreams.shift() ?? []) call.write(item);
      if (this.eventStreams.length > 0) call.end();
    };
    this.#server.register(
      '/gateway.Gateway/ChaincodeEvents',
      handler,
      serialize,
      (bytes) => gateway.SignedChaincodeEventsRequest.deserializeBinary(bytes),
      'serverStream',
    );
  }

  #submitted(transactionId: string): ServiceError | gateway.SubmitResponse {
    const next = this.submissions.shift() ?? 'ok';
    if (next instanceof Error) return next;
    this.taken.add(transactionId);
    return next === 'ok' ? new gateway.SubmitResponse() : next.lost;
  }

  #deliver(method: string): void {
    const handler: handleBidiStreamingCall<common.Envelope, peer.DeliverResponse> = (call) => {
      call.on('data', (seek: common.Envelope) => {
        this.sent.seeks.push(seek);
        const script = this.streams.shift() ?? [];
        for (const item of script) call.write(delivered(item));
        if (this.streams.length > 0)
          call.emit('error', Object.assign(new Error('gone'), { code: status.UNAVAILABLE }));
      });
      call.on('end', () => call.end());
    };
    this.#server.register(
      `/protos.Deliver/${method}`,
      handler,
      serialize,
      (bytes) => common.Envelope.deserializeBinary(bytes),
      'bidi',
    );
  }
}

function answered<T, R>(line: Answer<T>[], fallback: T, success: (value: T) => R): ServiceError | R {
  const next = line.shift();
  if (next === undefined || next === 'ok') return success(fallback);
  return next instanceof Error ? next : success(next);
}

function evaluated(text: string): gateway.EvaluateResponse {
  const result = new peer.Response();
  result.setStatus(200);
  result.setPayload(Buffer.from(text));
  const response = new gateway.EvaluateResponse();
  response.setResult(result);
  return response;
}

function endorsed(request: gateway.EndorseRequest, result: string): gateway.EndorseResponse {
  const proposal = request.getProposedTransaction()?.getProposalBytes_asU8() ?? new Uint8Array();
  const response = new gateway.EndorseResponse();
  response.setPreparedTransaction(
    assembleTransaction(proposal, { result, endorsers: ['CommunityMSP', 'SH1MSP'] }),
  );
  return response;
}

function committed(code: number): gateway.CommitStatusResponse {
  const response = new gateway.CommitStatusResponse();
  response.setResult(code as peer.TxValidationCodeMap[keyof peer.TxValidationCodeMap]);
  response.setBlockNumber(7);
  return response;
}

function delivered(
  item: common.Block | peer.BlockAndPrivateData | common.StatusMap[keyof common.StatusMap],
): peer.DeliverResponse {
  const response = new peer.DeliverResponse();
  if (typeof item === 'number') response.setStatus(item);
  else if ('getPrivateDataMapMap' in item) response.setBlockAndPrivateData(item);
  else response.setBlock(item);
  return response;
}

function serialize(message: Message): Buffer {
  return Buffer.from(message.serializeBinary());
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
