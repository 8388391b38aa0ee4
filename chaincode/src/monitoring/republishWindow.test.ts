import { expect } from 'chai';
import { ComplaintScene, DEVICE, HOUR } from '../../test/ComplaintScene.js';
import type { Receipt } from '../../test/Receipt.js';
import { TestDevice, type TestWindow } from '../../test/TestDevice.js';

describe('republishWindow', () => {
  let scene: ComplaintScene;
  beforeEach(async () => {
    scene = new ComplaintScene();
    await scene.start();
    await scene.complain([1]);
  });

  it('replaces a window with itself sealed anew, under an epoch that takes records', async () => {
    scene.community.meter.epoch = await scene.community.openEpoch();
    const again = scene.community.meter.reseal(scene.windowOf(1));
    const { writes, privateWrites, event } = await scene.republish(again);
    const key = `${DEVICE}/0000000001`;
    const record = writes[`window/${key}`];
    expect(record).to.deep.include({ header: again.header, revision: 1, submittedAt: scene.community.now });
    expect(record).to.have.property('commitment').that.equals(commitmentOf(again));
    expect(writes).to.have.all.keys(`window/${key}`, `essential/${key}`);
    expect(writes[`essential/${key}`]).to.deep.equal({ essential: again.window.essential });
    expect(privateWrites).to.deep.equal({
      SH1Collection: { [`extended/${key}`]: { extended: again.extended } },
    });
    const payload = { homeId: 'SH1', deviceId: DEVICE, sequence: 1 };
    expect(event).to.deep.equal({ name: 'WindowRepublished', payload });
    expect(await scene.standing()).to.deep.equal([]);
  });

  it('answers one complaint; a second about the new revision asks for another', async () => {
    const { meter } = scene.community;
    await scene.republish(meter.reseal(scene.windowOf(1)));
    await scene.refused(() => scene.republish(meter.reseal(scene.windowOf(1))), 'REPUBLICATION_UNASKED');
    await scene.complain([1]);
    expect(await scene.standing()).to.deep.equal([1]);
    const { writes } = await scene.republish(meter.reseal(scene.windowOf(1)));
    expect(writes[`window/${DEVICE}/0000000001`]).to.deep.include({ revision: 2 });
  });

  it('is not decided by what was judged of the revision before', async () => {
    await scene.refused(() => scene.decide(1, { revision: 1 }), 'DECISION_REVISION_DIFFERS');
    await scene.republish(scene.community.meter.reseal(scene.windowOf(1)));
    await scene.refused(() => scene.decide(1), 'DECISION_REVISION_DIFFERS');
    await scene.refused(() => scene.decide(1, { revision: 0 }), 'DECISION_REVISION_DIFFERS');
    const { writes } = await scene.decide(1, { revision: 1 });
    expect(writes[`decision/${DEVICE}/0000000001`]).to.deep.include({ revision: 1 });
  });

  it('is for windows that are complained of and undecided', async () => {
    const { meter, origin } = scene.community;
    await scene.refused(() => scene.republish(meter.reseal(scene.windowOf(2))), 'REPUBLICATION_UNASKED');
    await scene.refused(
      () => scene.republish(meter.next(origin + 3 * HOUR, origin + 4 * HOUR)),
      'WINDOW_UNKNOWN',
    );
    await scene.decide(1);
    await scene.refused(() => scene.republish(meter.reseal(scene.windowOf(1))), 'DECISION_EXISTS');
  });

  it('refuses another time, the salt of before, and what submitWindows would refuse', async () => {
    const { meter, origin } = scene.community;
    const first = scene.windowOf(1);
    await scene.refused(() => scene.republish(meter.reseal(first, { start: origin + 1 })), 'WINDOW_DIFFERS');
    await scene.refused(
      () => scene.republish(meter.reseal(first, { end: origin + HOUR + 1 })),
      'WINDOW_DIFFERS',
    );
    await scene.refused(
      () => scene.republish(meter.reseal(first, { salt: first.header.salt })),
      'SALT_REUSED',
    );
    await scene.refused(() => scene.republish(meter.reseal(first, { epoch: 2 })), 'EPOCH_UNKNOWN');
    await scene.refused(() => scene.republish(meter.reseal(first, { homeId: 'SH2' })), 'HOME_DENIED');
    const other = meter.reseal(first);
    await scene.refused(() => scene.republish({ ...other, extended: first.extended }), 'PAYLOAD_MISMATCH');
    const posing = new TestDevice('SH1', DEVICE).reseal(first);
    await scene.refused(() => scene.republish(posing), 'SIGNATURE_INVALID');
    await scene.community.openEpoch();
    await scene.refused(() => scene.republish(meter.reseal(first)), 'EPOCH_REVOKED');
  });

  it('puts a sealed E back that had left state, until the next window', async () => {
    const { ledger, household, meter, origin } = scene.community;
    await ledger.run(household, 'monitoring', 'setRetention', { homeId: 'SH1', keepLast: 0 });
    const submit = async (hour: number): Promise<Receipt> => {
      const made = meter.next(origin + hour * HOUR, origin + (hour + 1) * HOUR);
      meter.advance(made);
      return scene.submit(made);
    };
    await submit(3);
    const { writes } = await scene.republish(meter.reseal(scene.windowOf(1)));
    expect(writes[`kept/${DEVICE}`]).to.deep.equal({ deviceId: DEVICE, oldest: 1 });
    const next = await submit(4);
    expect(next.writes).to.include({ [`essential/${DEVICE}/0000000001`]: null });
    expect(next.writes[`kept/${DEVICE}`]).to.deep.equal({ deviceId: DEVICE, oldest: 5 });
  });
});

/** The commitment that stands in a sealed record. */
function commitmentOf({ window }: TestWindow): string {
  return Buffer.from(window.essential, 'base64').toString('hex', 58, 90);
}
