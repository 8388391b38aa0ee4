import { expect } from 'chai';
import { StubNetwork } from '../../test/chaincode/StubNetwork.js';
import { expectError } from '../../test/chaincode/expectError.js';
import { writesOf } from '../../test/chaincode/writesOf.js';
import type { ChaincodeCall } from './ChaincodeCall.js';

describe('StreamingRuntime', () => {
  let network: StubNetwork;
  let snapshot: ReturnType<StubNetwork['newSnapshot']>;

  before(async () => {
    network = await StubNetwork.start();
  });

  after(() => network.stop());

  beforeEach(() => {
    snapshot = network.newSnapshot();
  });

  it('connects to a server that is still starting', async () => {
    expect(await network.run(['nothing'])).to.equal(null);
  });

  it('fills in the event', async () => {
    const call = network.call(['event', 'changed', 'what']);
    const { event } = await network.execute(call);
    expect(event?.toObject()).to.deep.equal({
      chaincodeId: 'stub',
      txId: call.txId,
      eventName: 'changed',
      payload: Buffer.from('what').toString('base64'),
    });
  });

  it('gives a refusal of the chaincode as a response', async () => {
    const { response, event } = await network.execute(network.call(['unheard-of']));
    expect(response.getStatus()).to.equal(500);
    expect(response.getMessage()).to.equal('no function unheard-of');
    expect(event).to.equal(undefined);
  });

  it('connects to the organisation’s own server where there is one', async () => {
    expect(await network.run(['nothing'], { chaincode: 'other' })).to.equal(null);
  });

  it('lets a chaincode call another, in its namespace and the same transaction', async () => {
    snapshot.set('other', 'k', 'of the other');
    expect(await network.run(['call', 'other', '', 'get', 'k'])).to.deep.equal({
      status: 200,
      message: '',
      payload: '"of the other"',
    });
    const call = network.call(['call', 'other:9.9', 'mychannel', 'put', 'k', 'v']);
    await network.execute(call);
    expect(writesOf(call)).to.deep.equal({ other: [{ key: 'k', isDelete: false, value: 'v' }] });
  });

  it('refuses a chaincode’s calls of itself, of unknown ones and of other channels', async () => {
    const call = network.call(['call', 'stub', '', 'nothing']);
    const failed = (txId: string, why: string): string =>
      `INVOKE_CHAINCODE failed: transaction ID: ${txId}: ${why}`;
    expect(await messageOf(call)).to.equal(
      failed(call.txId, `execute failed: error sending: txid: ${call.txId}(mychannel) exists`),
    );
    const back = network.call(['call', 'other', '', 'call', 'stub', '', 'nothing']);
    const { response } = await network.execute(back);
    expect(JSON.parse(Buffer.from(response.getPayload_asU8()).toString())).to.deep.include({
      status: 500,
      message: failed(back.txId, `execute failed: error sending: txid: ${back.txId}(mychannel) exists`),
    });
    const unknown = network.call(['call', 'nobody', '', 'nothing']);
    expect(await messageOf(unknown)).to.equal(
      failed(
        unknown.txId,
        'execute failed: invalid invocation: [channel mychannel] failed to get chaincode container info for nobody: chaincode nobody not found',
      ),
    );
    const elsewhere = network.call(['call', 'other', 'elsewhere', 'nothing']);
    expect(await messageOf(elsewhere)).to.equal(
      failed(elsewhere.txId, 'Failed to get policy manager for channel [elsewhere]'),
    );
    const denied = network.call(['call', 'other', '', 'nothing'], { mspId: 'Org9MSP' });
    expect(await messageOf(denied)).to.equal(failed(denied.txId, 'access to other denied'));
  });

  it('demands Init once where the definition does', async () => {
    const inited = { chaincode: 'inited' };
    const refused = (why: string): RegExp =>
      new RegExp(`^failed to execute transaction \\w{64}: invalid invocation: chaincode 'inited' ${why}$`);
    await expectError(
      network.run(['nothing'], inited),
      refused('has not been initialized for this version, must call as init first'),
    );
    const call = network.call(['first'], { ...inited, isInit: true });
    await network.execute(call);
    expect(writesOf(call)).to.deep.equal({
      inited: [
        { key: '\u0000\u{10FFFF}initialized', isDelete: false, value: '2.0' },
        { key: 'init', isDelete: false, value: 'first' },
      ],
    });
    snapshot.set('inited', '\u0000\u{10FFFF}initialized', '2.0');
    expect(await network.run(['nothing'], inited)).to.equal(null);
    await expectError(
      network.run([''], { ...inited, isInit: true }),
      refused('is already initialized but called as init'),
    );
    await expectError(
      network.run([''], { isInit: true }),
      /: invalid invocation: chaincode 'stub' does not require initialization but called as init$/,
    );
  });

  it('ends a call that hangs, and no other', async () => {
    const [hung, other] = await Promise.allSettled([network.run(['hang']), network.run(['nothing'])]);
    expect(hung).to.have.property('status', 'rejected');
    expect(String(hung.status === 'rejected' && hung.reason)).to.match(
      /^ChaincodeError: failed to execute transaction \w{64}: error sending: timeout expired while executing transaction$/,
    );
    expect(other).to.deep.equal({ status: 'fulfilled', value: null });
  });

  it('ends a call when its signal says so', async () => {
    const signal = AbortSignal.timeout(20);
    const error: unknown = await network
      .execute(network.call(['hang']), signal)
      .catch((thrown: unknown) => thrown);
    expect(error).to.equal(signal.reason);
  });

  it('refuses a transaction that is running already', async () => {
    const abort = new AbortController();
    const call = network.call(['hang']);
    const first = network.execute(call, abort.signal).catch((error: unknown) => error);
    await expectError(
      network.execute(call),
      new RegExp(
        `^failed to execute transaction ${call.txId}: error sending: txid: ${call.txId}\\(mychannel\\) exists$`,
      ),
    );
    abort.abort(new Error('enough'));
    expect(await first).to.have.property('message', 'enough');
  });

  it('fails calls in flight when the server dies, and finds it again', async () => {
    const calls = await Promise.allSettled([
      network.run(['hang']),
      network.run(['hang']),
      network.run(['crash']),
    ]);
    for (const call of calls) {
      expect(String(call.status === 'rejected' && call.reason)).to.match(
        /^ChaincodeError: failed to execute transaction \w{64}: error sending: chaincode stream terminated$/,
      );
    }
    const next = network.run(['nothing']);
    network.server.start();
    expect(await next).to.equal(null);
  });

  async function messageOf(call: ChaincodeCall): Promise<string> {
    return (await network.execute(call)).response.getMessage();
  }
});
