import { expect } from 'chai';
import type { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import { TestDevice } from '../../test/TestDevice.js';
import { WindowScene } from '../../test/WindowScene.js';

const HOUR = 3600;

describe('a sealed window', () => {
  let scene: WindowScene;
  let community: Community;
  let meter: TestDevice;
  let origin: number;
  beforeEach(async () => {
    scene = new WindowScene();
    ({ community, meter } = scene);
    ({ origin } = community);
    await scene.start();
  });

  describe('takes a record nowhere but where it belongs:', () => {
    it('no other channel', async () => {
      const made = meter.next(origin, origin + HOUR);
      const essential = Buffer.from(made.window.essential, 'base64');
      const elsewhere = meter.sign(essential, made.window.extendedHash, 'another');
      await scene.refused(() => scene.send([elsewhere], [made.extended]), 'SIGNATURE_INVALID');
    });

    it('no other home', async () => {
      const { ledger, operator, neighbour } = community;
      const made = meter.next(origin, origin + HOUR);
      const { window, extended } = made;
      const before = ledger.snapshot();
      const stolen = ledger.run(
        neighbour,
        'monitoring',
        'submitWindows',
        { windows: [window] },
        { extended: [extended] },
      );
      await expectCode(stolen, 'HOME_DENIED');
      const renamed = { ...window, essential: scene.tamper(made, 7, 0x32).toString('base64') };
      const posing = ledger.run(
        neighbour,
        'monitoring',
        'submitWindows',
        { windows: [renamed] },
        { extended: [extended] },
      );
      await expectCode(posing, 'HOME_DIFFERS');
      expect(ledger.snapshot()).to.deep.equal(before);
      const foreign = new TestDevice('SH2', 'sh2-energy');
      await ledger.run(operator, 'registry', 'enrolDevice', foreign.enrolment);
      await scene.refused(
        () => scene.submit(foreign.next(origin, origin + HOUR, { homeId: 'SH1' })),
        'HOME_DIFFERS',
      );
      await scene.refused(() => scene.submit(foreign.next(origin, origin + HOUR)), 'HOME_DENIED');
    });

    it('no other device', async () => {
      const { ledger, operator } = community;
      await scene.refused(
        () => scene.submit(new TestDevice('SH1', 'sh1-none').next(origin, origin + HOUR)),
        'DEVICE_UNKNOWN',
      );
      const second = new TestDevice('SH1', 'sh1-second');
      await ledger.run(operator, 'registry', 'enrolDevice', second.enrolment);
      const [one, two] = [meter.next(origin, origin + HOUR), second.next(origin, origin + HOUR)];
      await scene.refused(() => scene.submit(one, two), 'WINDOWS_MIXED');
      const renamed = { ...one.window, deviceId: 'sh1-second' };
      await scene.refused(() => scene.send([renamed], [one.extended]), 'RECORD_MALFORMED');
      const retagged = two.window.essential.slice(0, 24);
      const posing = { ...renamed, essential: retagged + one.window.essential.slice(24) };
      await scene.refused(() => scene.send([posing], [one.extended]), 'SIGNATURE_INVALID');
    });

    it('no other epoch', async () => {
      const made = meter.next(origin, origin + HOUR);
      await community.openEpoch();
      const moved = { ...made.window, essential: scene.tamper(made, 23, 2).toString('base64') };
      await scene.refused(() => scene.send([moved], [made.extended]), 'SIGNATURE_INVALID');
    });
  });
});
