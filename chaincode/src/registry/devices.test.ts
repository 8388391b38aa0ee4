import { keyHashOf, parseDeviceKey } from '@acequia/protocol';
import { expect } from 'chai';
import { generateKeyPairSync } from 'node:crypto';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import { TestDevice } from '../../test/TestDevice.js';
import type { TestLedger } from '../../test/TestLedger.js';

describe('devices', () => {
  let community: Community;
  let ledger: TestLedger;
  beforeEach(async () => {
    community = new Community();
    ({ ledger } = community);
    await community.start();
  });

  const change = (deviceId: string, status: string): ReturnType<TestLedger['run']> =>
    ledger.run(community.operator, 'registry', 'setDeviceStatus', { deviceId, status });

  it('are enrolled with their indexes', async () => {
    const device = new TestDevice('SH2', 'sh2-energy');
    const { writes } = await ledger.run(community.installer, 'registry', 'enrolDevice', device.enrolment);
    const keyHash = keyHashOf(parseDeviceKey(device.publicKey));
    expect(writes).to.deep.equal({
      'device/sh2-energy': { ...device.enrolment, status: 'active', enrolledAt: community.origin },
      [`deviceKey/${keyHash}`]: { deviceId: 'sh2-energy' },
      'homeDevice/SH2/sh2-energy': { deviceId: 'sh2-energy' },
    });
  });

  it('have an id and a key of their own, on P-256', async () => {
    const enrol = (device: Readonly<Record<string, unknown>>): Promise<unknown> =>
      ledger.run(community.operator, 'registry', 'enrolDevice', device);
    const { meter } = community;
    await expectCode(enrol(new TestDevice('SH1', 'sh1-energy').enrolment), 'DEVICE_EXISTS');
    await expectCode(enrol({ ...meter.enrolment, deviceId: 'sh1-other' }), 'DEVICE_KEY_EXISTS');
    await expectCode(enrol(new TestDevice('SH9', 'sh9-energy').enrolment), 'HOME_UNKNOWN');
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    const wrong = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const other = new TestDevice('SH1', 'sh1-other').enrolment;
    await expectCode(enrol({ ...other, publicKey: wrong }), 'DEVICE_KEY_INVALID');
    await ledger.run(community.operator, 'registry', 'setHomeStatus', { homeId: 'SH1', status: 'revoked' });
    await expectCode(enrol(other), 'HOME_REVOKED');
  });

  it('are suspended, reactivated and revoked for good', async () => {
    const { writes } = await change('sh1-energy', 'suspended');
    expect(writes).to.deep.equal({
      'device/sh1-energy': {
        ...community.meter.enrolment,
        status: 'suspended',
        enrolledAt: community.origin,
      },
    });
    await change('sh1-energy', 'active');
    await change('sh1-energy', 'revoked');
    await expectCode(change('sh1-energy', 'active'), 'STATUS_FINAL');
    await expectCode(change('sh9-energy', 'active'), 'DEVICE_UNKNOWN');
  });

  it('are swapped: the old one never comes back', async () => {
    const { enrolment } = community.meter;
    const device = new TestDevice('SH1', 'sh1-energy-2');
    const swap = { ...device.enrolment, replaces: 'sh1-energy' };
    community.pass(60);
    const { writes } = await ledger.run(community.installer, 'registry', 'swapDevice', swap);
    expect(writes).to.deep.equal({
      'device/sh1-energy': {
        ...enrolment,
        status: 'replaced',
        enrolledAt: community.origin,
        replacedAt: community.origin + 60,
      },
      'device/sh1-energy-2': { ...swap, status: 'active', enrolledAt: community.origin + 60 },
      [`deviceKey/${keyHashOf(parseDeviceKey(device.publicKey))}`]: { deviceId: 'sh1-energy-2' },
      'homeDevice/SH1/sh1-energy-2': { deviceId: 'sh1-energy-2' },
    });
    await expectCode(change('sh1-energy', 'active'), 'STATUS_FINAL');
    const third = { ...new TestDevice('SH1', 'sh1-energy-3').enrolment, replaces: 'sh1-energy' };
    await expectCode(
      ledger.run(community.installer, 'registry', 'swapDevice', third),
      'DEVICE_NOT_REPLACEABLE',
    );
    const listed = await ledger.run(community.household, 'registry', 'listDevices', { homeId: 'SH1' });
    expect(
      (listed.result as { deviceId: string; status: string }[]).map((d) => [d.deviceId, d.status]),
    ).to.deep.equal([
      ['sh1-energy', 'replaced'],
      ['sh1-energy-2', 'active'],
    ]);
    // A key that is no longer trusted must not deliver the backlog either.
    await change('sh1-energy', 'revoked');
    await expectCode(change('sh1-energy', 'suspended'), 'STATUS_FINAL');
  });

  it('are swapped for one of the same home, kind and resource', async () => {
    const swap = (device: TestDevice, changes: Readonly<Record<string, unknown>>): Promise<unknown> =>
      ledger.run(community.operator, 'registry', 'swapDevice', {
        ...device.enrolment,
        replaces: 'sh1-energy',
        ...changes,
      });
    await expectCode(swap(new TestDevice('SH2', 'sh2-energy'), {}), 'DEVICE_DIFFERS');
    await expectCode(swap(new TestDevice('SH1', 'sh1-water'), { resource: 'water' }), 'DEVICE_DIFFERS');
    await expectCode(swap(new TestDevice('SH1', 'sh1-x'), { kind: 'gateway' }), 'DEVICE_DIFFERS');
    await expectCode(swap(new TestDevice('SH1', 'sh1-x'), { replaces: 'sh1-none' }), 'DEVICE_UNKNOWN');
    await expectCode(swap(community.meter, { deviceId: 'sh1-x' }), 'DEVICE_KEY_EXISTS');
  });

  it('measure production where they say so, of energy alone, and are swapped for their like', async () => {
    const panels = { ...new TestDevice('SH1', 'sh1-production').enrolment, flow: 'production' };
    const enrol = (changes: Readonly<Record<string, unknown>>): ReturnType<TestLedger['run']> =>
      ledger.run(community.installer, 'registry', 'enrolDevice', { ...panels, ...changes });
    for (const changes of [{ resource: 'water' }, { kind: 'gateway' }, { flow: 'both' }]) {
      await expectCode(enrol(changes), 'INPUT_INVALID');
    }
    const { writes } = await enrol({});
    expect(writes['device/sh1-production']).to.deep.equal({
      ...panels,
      status: 'active',
      enrolledAt: community.origin,
    });
    const swap = (replaces: string, changes: Readonly<Record<string, unknown>>): Promise<unknown> =>
      ledger.run(community.installer, 'registry', 'swapDevice', {
        ...new TestDevice('SH1', 'sh1-new').enrolment,
        replaces,
        ...changes,
      });
    await expectCode(swap('sh1-production', {}), 'DEVICE_DIFFERS');
    await expectCode(swap('sh1-energy', { flow: 'production' }), 'DEVICE_DIFFERS');
    await swap('sh1-production', { flow: 'production' });
    // Who says consumption is like who says nothing.
    await swap('sh1-energy', { deviceId: 'sh1-used', flow: 'consumption' });
  });

  it('are read by their own home', async () => {
    const { result } = await ledger.run(community.household, 'registry', 'getDevice', {
      deviceId: 'sh1-energy',
    });
    expect(result).to.deep.equal({
      ...community.meter.enrolment,
      status: 'active',
      enrolledAt: community.origin,
    });
  });
});
