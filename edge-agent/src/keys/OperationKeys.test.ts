import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '@acequia/protocol';
import { expect } from 'chai';
import { CELL, KeysScene } from '../../test/KeysScene.js';
import { waitFor } from '../../test/waitFor.js';

describe('OperationKeys', () => {
  let scene: KeysScene;

  beforeEach(async () => {
    scene = await KeysScene.open();
  });
  afterEach(async () => {
    await scene.close();
  });

  it('tells those who wait for an operation key when it ends, and waits for a peer that is behind', async () => {
    const { ledger, codes } = scene;
    const keys = await scene.start();
    expect(await keys.operation.rotate()).to.be.oneOf([1, 2]);
    const { getOperationKey } = ledger.keys;
    let asked = 0;
    ledger.keys.getOperationKey = async (request) => {
      if (request.owner === 'community') return getOperationKey(request);
      asked += 1;
      return Promise.reject(new CodedError('OPERATION_KEY_UNKNOWN', 'behind'));
    };
    const rotated = keys.operation.rotate().then(
      () => 'done',
      (error: unknown) => (error instanceof CodedError ? error.code : 'another'),
    );
    await waitFor('KEYRING_AHEAD', () => codes.includes('KEYRING_AHEAD'));
    await sleep(100);
    expect(asked).to.be.lessThan(20);
    await keys.stop();
    expect(await rotated).to.equal('AGENT_STOPPING');
  });

  it('replaces the operation key on request and destroys the old one three days later', async () => {
    const keys = await scene.start();
    const versions = async (): Promise<number[]> =>
      (await keys.keyring.operationSecrets()).map(({ version }) => version);
    expect(await keys.operation.rotate()).to.be.oneOf([1, 2]);
    const newest = await keys.operation.rotate();
    expect((await versions()).at(-1)).to.equal(newest);
    scene.timer.set(CELL + 80 * 3600);
    await keys.operation.rotate();
    await waitFor('no refusals', () => scene.codes.length === 0);
    await waitFor('the oldest to be deleted', async () => (await versions()).length <= 2);
    expect(await versions()).to.deep.equal([newest, newest + 1]);
    expect(await scene.ledger.keys.getOperationKey({ owner: 'SH1', version: newest - 1 })).to.include({
      destroyedAt: 0,
    });
  });
});
