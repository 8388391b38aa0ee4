import { expect } from 'chai';
import type { Community } from '../../test/Community.js';
import { TestDevice } from '../../test/TestDevice.js';
import { WindowScene } from '../../test/WindowScene.js';
import { readEpoch } from '../keys/index.js';
import { StubLedgerState } from '../ledger/StubLedgerState.js';
import { checkEpoch } from './checkEpoch.js';

const HOUR = 3600;
const DEVICE = 'sh1-energy';

describe('windows and their epochs and devices', () => {
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

  describe('epochs', () => {
    it('take their own windows and older ones, and none that end after them', async () => {
      const { now } = community;
      community.pass(7 * HOUR);
      await scene.accept(origin, origin + HOUR);
      await scene.refused(() => scene.submit(meter.next(now, now + 6 * HOUR + 1)), 'EPOCH_DIFFERS');
      await scene.accept(now - HOUR, now + 6 * HOUR);
    });

    it('must be known', async () => {
      await scene.refused(
        () => scene.submit(meter.next(origin, origin + HOUR, { epoch: 2 })),
        'EPOCH_UNKNOWN',
      );
    });

    it('take nothing once they are revoked: it is sealed again under the next', async () => {
      const made = meter.next(origin, origin + HOUR);
      await community.openEpoch();
      await scene.refused(() => scene.submit(made), 'EPOCH_REVOKED');
      meter.epoch = 2;
      await scene.submit(meter.reseal(made));
    });

    it('take late records for 72 hours, and none after', async () => {
      const { now } = community;
      const window = meter.next(now, now + HOUR);
      community.pass(6 * HOUR);
      await community.openEpoch();
      community.pass(72 * HOUR);
      await scene.accept(now, now + HOUR);
      community.pass(1);
      await scene.refused(
        () => scene.submit(meter.reseal(window, { sequence: 2, start: now + HOUR, end: now + 2 * HOUR })),
        'EPOCH_EXPIRED',
      );
    });

    it('take them for a minute of this machine’s clock at least, however fast the ledger’s runs', async () => {
      const { header } = meter.next(origin, origin + HOUR);
      const epoch = await readEpoch(
        'SH1',
        1,
        new StubLedgerState(community.ledger.stubFor(community.operator)),
      );
      const speed = 86_400;
      checkEpoch(header, epoch, epoch.end + 60 * speed, speed);
      expect(() => {
        checkEpoch(header, epoch, epoch.end + 60 * speed + 1, speed);
      }).to.throw(/^EPOCH_EXPIRED: /);
    });

    it('are each read once for a backlog that spans several', async () => {
      const { now } = community;
      const first = meter.next(now - HOUR, now);
      meter.advance(first);
      const second = meter.next(now, now + HOUR);
      meter.advance(second);
      community.pass(6 * HOUR);
      meter.epoch = await community.openEpoch();
      const third = meter.next(now + 6 * HOUR, now + 7 * HOUR);
      community.pass(HOUR);
      const { reads, event } = await scene.submit(first, second, third);
      expect(reads.filter((key) => key.startsWith('epoch'))).to.deep.equal([
        'epoch/SH1/0000000001',
        'epochRevocation/SH1/0000000001',
        'epoch/SH1/0000000002',
        'epochRevocation/SH1/0000000002',
      ]);
      expect(event?.payload).to.deep.include({ from: 1, to: 3 });
    });
  });

  describe('devices', () => {
    it('that were replaced deliver what they measured before, and nothing later', async () => {
      const { ledger, operator } = community;
      const swappedAt = community.now;
      const successor = new TestDevice('SH1', 'sh1-energy-2');
      await ledger.run(operator, 'registry', 'swapDevice', { ...successor.enrolment, replaces: DEVICE });
      community.pass(HOUR);
      await scene.accept(swappedAt - HOUR, swappedAt);
      await scene.refused(() => scene.submit(meter.next(swappedAt, swappedAt + 1)), 'DEVICE_REPLACED');
      await scene.refused(() => scene.submit(meter.next(swappedAt - 1, swappedAt + 1)), 'DEVICE_REPLACED');
    });

    it('that are suspended or revoked deliver none', async () => {
      const { ledger, operator } = community;
      const set = (deviceId: string, status: string): Promise<unknown> =>
        ledger.run(operator, 'registry', 'setDeviceStatus', { deviceId, status });
      const window = meter.next(origin, origin + HOUR);
      await set(DEVICE, 'suspended');
      await scene.refused(() => scene.submit(window), 'DEVICE_SUSPENDED');
      await set(DEVICE, 'active');
      await set(DEVICE, 'revoked');
      await scene.refused(() => scene.submit(window), 'DEVICE_REVOKED');
    });

    it('that came for another deliver nothing from before the swap, so that no use is doubled', async () => {
      const { ledger, operator } = community;
      const successor = new TestDevice('SH1', 'sh1-energy-2');
      await ledger.run(operator, 'registry', 'swapDevice', { ...successor.enrolment, replaces: DEVICE });
      const { now } = community;
      await scene.refused(() => scene.submit(successor.next(now - 1, now)), 'WINDOW_OVERLAP');
      community.pass(HOUR);
      await scene.submit(successor.next(now, now + HOUR));
    });
  });
});
