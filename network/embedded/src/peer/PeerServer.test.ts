import { Client, credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { discovery, gossip, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { until } from '../../test/ordering/until.js';
import { CertificateAuthority } from '../identities/CertificateAuthority.js';
import { ConcurrencyLimit } from './ConcurrencyLimit.js';
import { PeerServer } from './PeerServer.js';
import { unaryHandler } from './unaryHandler.js';

describe('PeerServer', () => {
  const authority = CertificateAuthority.create('tlsca', 'example.com');
  const { certificate, key } = authority.issueTls('peer0', ['localhost', '127.0.0.3']);
  const reported: unknown[] = [];
  const idle = (): void => undefined;
  let release = idle;
  let server: PeerServer;
  const clients: Client[] = [];

  beforeEach(async () => {
    reported.length = 0;
    release = idle;
    const context = {
      limit: new ConcurrencyLimit('/protos.Endorser', 1),
      report: (error: unknown) => reported.push(error),
    };
    const processProposal = unaryHandler(context, async (signed: peer.SignedProposal) => {
      if (signed.getProposalBytes_asU8().length === 0) throw new TypeError('a fault');
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return new peer.ProposalResponse();
    });
    const services = [{ definition: peer.EndorserService, implementation: { processProposal } }];
    server = new PeerServer({ host: '127.0.0.3', port: 0, tls: { certificate, key }, services });
    await server.start();
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await server.stop();
  });

  it('answers on its host and on localhost', async () => {
    for (const host of ['127.0.0.3', 'localhost']) {
      expect((await call(peer.EndorserService.processProposal.path, new Uint8Array(), host)).code).to.equal(
        status.INTERNAL,
      );
    }
  });

  it('leaves localhost to the peer that has it, and fails where its own host is taken', async () => {
    const options = { port: server.port, tls: { certificate, key }, services: [] };
    const other = new PeerServer({ ...options, host: '127.0.0.4' });
    await other.start();
    expect(other.port).to.equal(server.port);
    await other.stop();
    const same = new PeerServer({ ...options, host: '127.0.0.3' });
    await same.start().then(
      () => expect.fail('started'),
      (error: unknown) => {
        expect(String(error)).to.include('EADDRINUSE');
      },
    );
    await same.stop();
  });

  it('says of each service that Fabric has and it has not what is missing', async () => {
    const expected = [
      [discovery.DiscoveryService.discover.path, 'the embedded network has no discovery service'],
      [peer.SnapshotService.generate.path, 'the embedded network has no ledger snapshots'],
      [gossip.GossipService.ping.path, 'the embedded network has no gossip'],
      [
        peer.ChaincodeSupportService.register.path,
        'the embedded network runs chaincode as a service only: it dials the chaincode',
      ],
    ] as const;
    for (const [path, text] of expected) {
      const { code, details } = await call(path);
      expect({ code, details }).to.deep.equal({ code: status.UNIMPLEMENTED, details: text });
    }
    expect((await call('/any.Other/Method')).code).to.equal(status.UNIMPLEMENTED);
  });

  it('reports its own faults and tells the client nothing of them', async () => {
    const { code, details } = await call(peer.EndorserService.processProposal.path);
    expect({ code, details }).to.deep.equal({
      code: status.INTERNAL,
      details: 'internal error of the embedded network',
    });
    expect(reported.map(String)).to.deep.equal(['TypeError: a fault']);
  });

  it('refuses bytes that are no message', async () => {
    const { code } = await call(peer.EndorserService.processProposal.path, Buffer.from('junk'));
    expect(code).to.equal(status.INTERNAL);
  });

  it('refuses calls beyond its limit until a place is free', async () => {
    const { path } = peer.EndorserService.processProposal;
    const proposal = new peer.SignedProposal();
    proposal.setProposalBytes('AAAA');
    const first = call(path, proposal.serializeBinary());
    await until(() => release !== idle);
    const { code, details } = await call(path, proposal.serializeBinary());
    expect({ code, details }).to.deep.equal({
      code: status.UNKNOWN,
      details: 'too many requests for /protos.Endorser, exceeding concurrency limit (1)',
    });
    release();
    expect((await first).message).to.equal('no error');
    expect((await call(path)).code).to.equal(status.INTERNAL);
  });

  async function call(
    path: string,
    request: Uint8Array = new Uint8Array(),
    host = 'localhost',
  ): Promise<ServiceError> {
    const client = new Client(
      `${host}:${server.port}`,
      credentials.createSsl(Buffer.from(authority.certificate)),
    );
    clients.push(client);
    return new Promise((resolve) => {
      client.makeUnaryRequest(
        path,
        (bytes: Uint8Array) => Buffer.from(bytes),
        (bytes: Buffer) => bytes,
        request,
        new Metadata(),
        (error) => {
          const none = {
            name: '',
            message: 'no error',
            code: status.OK,
            details: '',
            metadata: new Metadata(),
          };
          resolve(error ?? none);
        },
      );
    });
  }
});
