import { gateway, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { ScriptedGateway } from '../../test/fabric/ScriptedGateway.js';
import { connect } from './connect.js';
import type { FabricClient } from './FabricClient.js';
import { FileCheckpoint } from './FileCheckpoint.js';

describe('contract events', () => {
  let server: ScriptedGateway;
  let client: FabricClient;

  beforeEach(async () => {
    server = new ScriptedGateway();
    client = await connect(await server.start());
  });

  afterEach(async () => {
    client.close();
    await server.stop();
  });

  async function take(count: number, checkpoint?: FileCheckpoint): Promise<string[]> {
    const names: string[] = [];
    for await (const event of client.contractEvents(checkpoint === undefined ? {} : { checkpoint })) {
      names.push(`${String(event.blockNumber)}:${event.name}:${Buffer.from(event.payload).toString('utf8')}`);
      await checkpoint?.save(event.position);
      if (names.length === count) break;
    }
    return names;
  }

  it('go on after a break from the last event, and after a restart from the checkpoint', async () => {
    const checkpoint = new FileCheckpoint(server.path('events.json'));
    server.eventStreams.push([block(3, ['aa', 'bb'])], [block(4, ['cc'])], [block(5, ['dd'])]);
    expect(await take(3, checkpoint)).to.deep.equal(['3:done:aa', '3:done:bb', '4:done:cc']);
    expect(await take(1, checkpoint)).to.deep.equal(['5:done:dd']);
    const asked = server.sent.eventRequests.map((request) => [
      request.getStartPosition()?.getSpecified()?.getNumber(),
      request.getAfterTransactionId(),
    ]);
    expect(asked).to.deep.equal([
      [0, ''],
      [3, 'bb'],
      [4, 'cc'],
    ]);
  });
});

function block(number: number, transactionIds: readonly string[]): gateway.ChaincodeEventsResponse {
  const response = new gateway.ChaincodeEventsResponse();
  response.setBlockNumber(number);
  response.setEventsList(
    transactionIds.map((id) => {
      const event = new peer.ChaincodeEvent();
      event.setChaincodeId('acequia');
      event.setTxId(id);
      event.setEventName('done');
      event.setPayload(Buffer.from(id));
      return event;
    }),
  );
  return response;
}
