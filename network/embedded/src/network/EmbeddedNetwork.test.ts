import { Client, credentials } from '@grpc/grpc-js';
import { gateway } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePorts } from '../../test/foreign/freePorts.js';
import { transactionEnvelope, transactionIdOf } from '../../test/validation/transactionEnvelope.js';
import { messageOf } from '../messageOf.js';
import { DefinitionError } from '../definitions/DefinitionError.js';
import { createSigningIdentity } from '../msp/createSigningIdentity.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import { embeddedSettingsSchema } from '../settings/embeddedSettings.js';
import type { ReadyOrganisation } from './describeReady.js';
import { EmbeddedNetwork } from './EmbeddedNetwork.js';
import { NetworkError } from './NetworkError.js';

describe('EmbeddedNetwork', () => {
  let folder = '';
  let network: EmbeddedNetwork;
  let port: number | undefined;
  let lines: string[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-'));
    [port] = await freePorts(1);
    lines = [];
    network = networkWith();
  });

  afterEach(async () => {
    await network.stop();
    rmSync(folder, { recursive: true });
  });

  it('commits what it accepted before it stops, and tells who waits for it', async () => {
    const { organisations, height } = await network.start();
    expect(height).to.equal(1);
    const [organisation] = organisations;
    if (organisation === undefined) throw new Error('no organisation');
    const client = clientOf(organisation);
    const signer = signerOf(organisation);
    const nonce = Buffer.from('nonce');
    const submit = new gateway.SubmitRequest();
    submit.setChannelId('energy');
    submit.setPreparedTransaction(
      transactionEnvelope({
        ...{ creator: signer, endorsers: [signer], chaincode: 'none', results: new Uint8Array(), nonce },
      }),
    );
    await call(client, 'submit', submit.serializeBinary());
    const status = call(client, 'commitStatus', statusRequest(signer, nonce));
    // Until the peer has been asked, which nothing shows.
    await setTimeout(500);
    await network.stop();
    const response = gateway.CommitStatusResponse.deserializeBinary(await status);
    expect(response.getBlockNumber()).to.equal(1);
    client.close();
    const txId = transactionIdOf(nonce, signer);
    expect(lines).to.include(`transaction ${txId} is invalid, INVALID_CHAINCODE: chaincode none not found`);
  });

  it('does not start when it is stopped meanwhile', async () => {
    const starting = network.start();
    await network.stop();
    expect(messageOf(await failureOf(starting))).to.equal('stopped while it started');
  });

  it('does not keep a definition that it refused', async () => {
    const refused = networkWith({ name: 'wrong', address: '127.0.0.1:1', policy: "OR('Org1MSP.pear')" });
    expect(await failureOf(refused.start())).to.be.instanceOf(DefinitionError);
    expect((await network.start()).height).to.equal(1);
  });

  it('refuses identities that the channel was not made with', async () => {
    await network.start();
    await network.stop();
    rmSync(join(folder, 'peerOrganizations'), { recursive: true });
    network = networkWith();
    const error = await failureOf(network.start());
    expect(error).to.be.instanceOf(NetworkError).with.property('code', 'IDENTITIES_CHANGED');
    expect(messageOf(error)).to.contain('peer0.org1.example.com (Org1MSP)');
  });

  function networkWith(...chaincodes: readonly object[]): EmbeddedNetwork {
    const settings = embeddedSettingsSchema.parse({
      channel: 'energy',
      organisations: [{ mspId: 'Org1MSP', domain: 'org1.example.com', port }],
      chaincodes,
      batch: { timeoutMs: 60_000 },
    });
    const dataDir = join(folder, 'data');
    const log = (text: string): number => lines.push(text);
    return new EmbeddedNetwork({ settings, identitiesDir: folder, dataDir, log });
  }
});

function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.catch((thrown: unknown) => thrown);
}

function clientOf({ endpoint, tlsCaFile, tlsHostname }: ReadyOrganisation): Client {
  return new Client(endpoint, credentials.createSsl(readFileSync(tlsCaFile)), {
    'grpc.ssl_target_name_override': tlsHostname,
  });
}

function signerOf({ mspId, users }: ReadyOrganisation): SigningIdentity {
  const user = users[1];
  if (user === undefined) throw new Error('no user');
  return createSigningIdentity(readFileSync(user.certificate, 'utf8'), readFileSync(user.key, 'utf8'), mspId);
}

function statusRequest(signer: SigningIdentity, nonce: Uint8Array): Uint8Array {
  const request = new gateway.CommitStatusRequest();
  request.setChannelId('energy');
  request.setIdentity(signer.serialized);
  request.setTransactionId(transactionIdOf(nonce, signer));
  const signed = new gateway.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  signed.setSignature(signer.sign(request.serializeBinary()));
  return signed.serializeBinary();
}

/** The bytes of the answer. */
function call(client: Client, method: 'submit' | 'commitStatus', request: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      gateway.GatewayService[method].path,
      (bytes: Uint8Array) => Buffer.from(bytes),
      (bytes) => new Uint8Array(bytes),
      request,
      (error, answer) => {
        if (answer === undefined) reject(error ?? new Error('no answer'));
        else resolve(answer);
      },
    );
  });
}
