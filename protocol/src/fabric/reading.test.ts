import { status } from '@grpc/grpc-js';
import { expect } from 'chai';
import type { FabricConnection } from '../schemas/fabricConnection.js';
import { expectCode } from '../../test/fabric/expectCode.js';
import { failureOf } from '../../test/fabric/failureOf.js';
import { gatewayError } from '../../test/fabric/gatewayError.js';
import { ScriptedGateway } from '../../test/fabric/ScriptedGateway.js';
import { connect } from './connect.js';
import type { FabricClient } from './FabricClient.js';

const HOME = { homeId: 'SH1', mspId: 'SH1MSP', collection: 'SH1Collection', status: 'active' };

describe('asking the ledger', () => {
  let server: ScriptedGateway;
  let connection: FabricConnection;
  let client: FabricClient;

  beforeEach(async () => {
    server = new ScriptedGateway();
    connection = await server.start();
    client = await connect(connection, { patience: { outage: 500 }, deadlines: { evaluate: 2_000 } });
  });

  afterEach(async () => {
    client.close();
    await server.stop();
  });

  it('gives the answer, checked against its schema', async () => {
    server.evaluations.push(JSON.stringify(HOME), JSON.stringify([HOME]));
    expect(await client.ledger.registry.getHome({ homeId: 'SH1' })).to.deep.equal(HOME);
    expect(await client.ledger.registry.listHomes()).to.deep.equal([HOME]);
  });

  it('names the one organisation that it believes, where it has one', async () => {
    server.evaluations.push(JSON.stringify(HOME), JSON.stringify(HOME));
    await client.ledger.registry.getHome({ homeId: 'SH1' });
    const home = await connect(connection, { readsFrom: 'SH1MSP' });
    await home.ledger.registry.getHome({ homeId: 'SH1' });
    home.close();
    const asked = server.sent.evaluate.map((request) => request.getTargetOrganizationsList());
    expect(asked).to.deep.equal([[], ['SH1MSP']]);
  });

  it('refuses an answer that it does not understand', async () => {
    server.evaluations.push(JSON.stringify({ ...HOME, status: 'haunted' }), 'not JSON');
    const error = await failureOf(client.ledger.registry.getHome({ homeId: 'SH1' }));
    expect(error).to.include({ code: 'RESPONSE_INVALID', phase: 'evaluate' });
    await expectCode(client.ledger.registry.getHome({ homeId: 'SH1' }), 'RESPONSE_INVALID');
  });

  it('says at once that something is not there', async () => {
    const answer = 'chaincode response 500, HOME_UNKNOWN: the home SH1 is not on the ledger';
    server.evaluations.push(
      gatewayError(status.UNKNOWN, `evaluate call returned error: ${answer}`, [answer]),
    );
    const error = await failureOf(client.ledger.registry.getHome({ homeId: 'SH1' }));
    expect(error).to.include({ code: 'HOME_UNKNOWN', text: 'the home SH1 is not on the ledger' });
    expect(server.sent.evaluate).to.have.length(1);
  });

  it('waits for a peer that comes back, and gives up on one that does not', async () => {
    server.evaluations.push(gatewayError(status.UNAVAILABLE, 'restarting'), JSON.stringify(HOME));
    expect(await client.ledger.registry.getHome({ homeId: 'SH1' })).to.deep.equal(HOME);
    server.crash();
    const error = await failureOf(client.ledger.registry.getHome({ homeId: 'SH1' }));
    expect(error).to.include({ code: 'LEDGER_UNAVAILABLE', grpcStatus: 'UNAVAILABLE' });
  });

  it('does not wait any longer once it is closed', async () => {
    server.crash();
    const asking = failureOf(client.ledger.registry.getHome({ homeId: 'SH1' }));
    client.close();
    expect((await asking).code).to.equal('CLIENT_CLOSED');
  });

  it('speaks to no peer whose certificate names another host', async () => {
    const stranger = await connect({ ...connection, tlsHostname: 'other.test' }, { patience: { outage: 0 } });
    const error = await failureOf(stranger.ledger.registry.getHome({ homeId: 'SH1' }));
    stranger.close();
    expect(error.code).to.equal('LEDGER_UNAVAILABLE');
    expect(server.sent.evaluate).to.have.length(0);
  });
});
