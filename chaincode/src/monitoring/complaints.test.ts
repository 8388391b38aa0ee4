import { expect } from 'chai';
import { ComplaintScene, DEVICE, HOUR } from '../../test/ComplaintScene.js';
import { TestDevice } from '../../test/TestDevice.js';

describe('complaints', () => {
  let scene: ComplaintScene;
  beforeEach(async () => {
    scene = new ComplaintScene();
    await scene.start();
  });

  describe('complain', () => {
    it('records what the community cannot read, and tells the home', async () => {
      const { writes, event } = await scene.complain([1, 3]);
      const complaint = (sequence: number): unknown => ({
        homeId: 'SH1',
        deviceId: DEVICE,
        sequence,
        revision: 0,
        code: 'KEY_WRAP_BROKEN',
        complainedAt: scene.community.now,
      });
      expect(writes).to.deep.equal({
        [`complaint/SH1/${DEVICE}/0000000001`]: complaint(1),
        [`complaint/SH1/${DEVICE}/0000000003`]: complaint(3),
      });
      expect(event).to.deep.equal({ name: 'Complained', payload: { homeId: 'SH1' } });
      expect(await scene.standing()).to.deep.equal([1, 3]);
    });

    it('is for windows that are there, are not decided on, and are not complained of already', async () => {
      await scene.refused(() => scene.complain([4]), 'WINDOW_UNKNOWN');
      await scene.decide(2);
      await scene.refused(() => scene.complain([1, 2]), 'DECISION_EXISTS');
      await scene.complain([1]);
      await scene.refused(() => scene.complain([1]), 'COMPLAINT_STANDS');
      await scene.refused(() => scene.complain([3, 3]), 'RECORD_REUSED');
    });

    it('is about one home at a time', async () => {
      const { ledger, operator, neighbour, origin } = scene.community;
      const foreign = new TestDevice('SH2', 'sh2-energy');
      await ledger.run(operator, 'registry', 'enrolDevice', foreign.enrolment);
      await scene.community.openEpoch('SH2');
      const { window, extended } = foreign.next(origin, origin + HOUR);
      await ledger.run(
        neighbour,
        'monitoring',
        'submitWindows',
        { windows: [window] },
        { extended: [extended] },
      );
      const complaints = [DEVICE, 'sh2-energy'].map((deviceId) => ({
        deviceId,
        sequence: 1,
        code: 'RECORD_SEAL_BROKEN',
      }));
      await scene.refused(
        () => ledger.run(operator, 'monitoring', 'complain', { complaints }),
        'COMPLAINTS_MIXED',
      );
      await scene.complain([1], 'sh2-energy');
      expect(await scene.standing()).to.deep.equal([]);
    });
  });

  it('are over when the window is decided on', async () => {
    await scene.complain([1, 2]);
    await scene.decide(1);
    expect(await scene.standing()).to.deep.equal([2]);
  });
});
