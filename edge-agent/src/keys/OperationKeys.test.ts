import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '@acequia/protocol';
import { expect } from 'chai';
import { KeysScene } from '../../test/KeysScene.js';
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
});
