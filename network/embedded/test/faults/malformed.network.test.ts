import { status } from '@grpc/grpc-js';
import { common, gateway, type peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Application } from '../foreign/Application.js';
import { ForeignNetwork } from '../foreign/ForeignNetwork.js';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';
import { expectSound } from './expectSound.js';
import { RawClient, type RawAnswer, type RawMethod } from './RawClient.js';
import { signerOf } from './signerOf.js';
import { missingMethods, validRequests } from './validRequests.js';

const RUNS = 40;
const ALLOWED = [status.OK, status.DEADLINE_EXCEEDED];
const REFUSALS = [
  ...[status.INTERNAL, status.UNKNOWN, status.INVALID_ARGUMENT, status.FAILED_PRECONDITION],
  ...[status.PERMISSION_DENIED, status.NOT_FOUND, status.ABORTED, status.UNAVAILABLE],
];

const nobody: SigningIdentity = { mspId: '', serialized: Buffer.of(), sign: () => Buffer.of() };

type Spoil = Parameters<typeof validRequests>[2];

const spoilings: readonly ((random: Uint8Array) => Spoil)[] = [
  (random) => ({
    proposal: (proposal: peer.Proposal) => {
      proposal.setHeader(random);
    },
  }),
  (random) => ({
    proposal: (proposal: peer.Proposal) => {
      proposal.setPayload(random);
    },
  }),
  (random) => ({
    payload: (payload) => {
      payload.setInput(random);
    },
  }),
  (random) => ({
    channelHeader: (header) => {
      header.setExtension$(random);
    },
  }),
  (random) => ({
    channelHeader: (header) => {
      header.setChannelId(Buffer.from(random).toString('latin1'));
      header.setVersion(random.length);
      header.setEpoch(random.length);
    },
  }),
  (random) => ({
    signatureHeader: (header) => {
      header.setNonce(random);
      header.setCreator(random);
    },
  }),
  (random) => ({
    spec: (spec) => {
      spec.getChaincodeSpec()?.getInput()?.setArgsList([random, random]);
    },
  }),
  () => ({
    spec: (spec) => {
      spec.clearChaincodeSpec();
    },
  }),
];

/** Random bytes, and the request cut short, with other bytes in it, or with more behind it. */
function spoiled(request: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(request.length - 1);
  return fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    place.map((length) => request.slice(0, length)),
    fc
      .array(fc.tuple(place, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 5 })
      .map((changes) => {
        const bytes = Uint8Array.from(request);
        for (const [index, mask] of changes) bytes[index] = (bytes[index] ?? 0) ^ mask;
        return bytes;
      }),
    fc.uint8Array({ minLength: 1, maxLength: 20 }).map((more) => Buffer.concat([request, more])),
  );
}

describe('what is no request', () => {
  let network: ForeignNetwork;
  let client: RawClient;
  let signer: SigningIdentity;
  let prepared: common.Envelope;

  before(async () => {
    network = await ForeignNetwork.start();
    signer = signerOf(network.ready, 'Org1MSP');
    client = new RawClient(network.connect('Org1MSP').client);
    prepared = await endorsedEnvelope(network);
  });

  afterEach(() => expectSound(network));

  after(async () => {
    await network.stop();
  });

  it('answers well-formed requests, so that the tests below spoil what is one', async () => {
    for (const { method, bytes } of validRequests(signer, prepared)) {
      const { code } = await client.call(method, bytes);
      // Nobody submits what commitStatus asks for, and no event comes: their deadlines pass.
      const waits = /commitStatus|chaincodeEvents/i.test(method.path);
      expect([method.path, code]).to.deep.equal([method.path, waits ? status.DEADLINE_EXCEEDED : status.OK]);
    }
  });

  for (const { method } of validRequests(nobody, new common.Envelope())) {
    it(`is refused by ${method.path}`, async () => {
      const valid = validRequests(signer, prepared).find(({ method: { path } }) => path === method.path);
      const bytes = valid?.bytes ?? expect.fail('no request');
      await fc.assert(
        fc.asyncProperty(spoiled(bytes), async (request) => {
          expectRefusal(await client.call(method, request));
        }),
        { numRuns: RUNS },
      );
    });
  }

  it('is refused within what is signed', async () => {
    const bytes = fc.uint8Array({ maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.nat(spoilings.length - 1), async (random, index) => {
        const spoil = spoilings[index]?.(random) ?? {};
        for (const { method, bytes: request } of validRequests(signer, prepared, spoil)) {
          if (/evaluate|endorse|ProcessProposal/i.test(method.path)) {
            expectRefusal(await client.call(method, request), [status.OK]);
          }
        }
      }),
      { numRuns: 3 * RUNS },
    );
  });

  it('is answered UNIMPLEMENTED where Fabric has services that are not here', async () => {
    for (const method of missingMethods()) {
      const answer = await client.call(method, Buffer.of());
      expect([method.path, answer.code]).to.deep.equal([method.path, status.UNIMPLEMENTED]);
    }
    const unknown: RawMethod = {
      path: '/gateway.Gateway/Nothing',
      requestStream: false,
      responseStream: false,
    };
    expect((await client.call(unknown, Buffer.of())).code).to.equal(status.UNIMPLEMENTED);
  });
});

/** Unknown fields and the like may leave a request as it was: then its answer, or its waiting, is as right. */
function expectRefusal({ code, text }: RawAnswer, also: readonly status[] = ALLOWED): void {
  if (also.includes(code)) return;
  expect(text).not.to.equal('');
  expect(REFUSALS, text).to.include(code);
}

async function endorsedEnvelope(network: ForeignNetwork): Promise<common.Envelope> {
  const application: Application = network.connect('Org1MSP');
  const proposal = application.contract('vault').newProposal('create', { arguments: ['a', 'Ada'] });
  const endorsed = await proposal.endorse();
  const bytes = gateway.PreparedTransaction.deserializeBinary(endorsed.getBytes());
  const envelope = bytes.getEnvelope() ?? expect.fail('no envelope');
  envelope.setSignature(await application.sign(endorsed.getDigest()));
  return envelope;
}
