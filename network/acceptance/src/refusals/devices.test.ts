import type { Committed } from '@acequia/protocol/fabric';
import { asSubmission } from '../harness/asSubmission.js';
import { Meter } from '../harness/Meter.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';

describe('windows are refused, and change nothing, of', () => {
  const submit = (meter: Meter): Promise<Committed> =>
    suite()
      .community.home('SH1')
      .ledger.monitoring.submitWindows(...asSubmission([meter.window()]));

  it('an unknown device', async () => {
    const { community } = suite();
    await community.sealer('SH1').epoch();
    const meter = new Meter('SH1', 'energy', community.now() - 86_400, community.sealer('SH1'));
    await refused(() => submit(meter), 'DEVICE_UNKNOWN');
  });

  it('a suspended device, until it is active again', async () => {
    const { community } = suite();
    const { registry } = community.operator.ledger;
    const meter = await community.enrolMeter('SH1');
    const { deviceId } = meter;
    await registry.setDeviceStatus({ deviceId, status: 'suspended' });
    await refused(() => submit(meter), 'DEVICE_SUSPENDED');
    await registry.setDeviceStatus({ deviceId, status: 'active' });
    // A suspension is told at once, also by a peer that does not know yet that it is over.
    await suite().settled();
    await submit(meter);
  });

  it('a revoked device, for good', async () => {
    const { community } = suite();
    const { registry } = community.operator.ledger;
    const meter = await community.enrolMeter('SH1');
    const { deviceId } = meter;
    await registry.setDeviceStatus({ deviceId, status: 'revoked' });
    await refused(() => submit(meter), 'DEVICE_REVOKED');
    await refused(() => registry.setDeviceStatus({ deviceId, status: 'active' }), 'STATUS_FINAL');
  });

  it('a device that another has replaced, from then on', async () => {
    const { community } = suite();
    const old = await community.enrolMeter('SH1');
    const successor = new Meter('SH1', 'energy', community.now());
    await community.operator.ledger.registry.swapDevice({ replaces: old.deviceId, ...successor.enrolment });
    await submit(old);
    const start = community.now();
    await community.sealer('SH1').epoch(start + 86_400);
    const later = old.window({ after: null, start });
    await refused(
      () => community.home('SH1').ledger.monitoring.submitWindows(...asSubmission([later])),
      'DEVICE_REPLACED',
    );
  });

  it('a device whose key another device has already', async () => {
    const { community } = suite();
    const meter = await community.enrolMeter('SH1');
    const twin = { ...meter.enrolment, deviceId: `${meter.deviceId}-twin` };
    await refused(() => community.operator.ledger.registry.enrolDevice(twin), 'DEVICE_KEY_EXISTS');
  });

  it('a suspended home', async () => {
    const { community } = suite();
    const { registry } = community.operator.ledger;
    const meter = await community.enrolMeter('SH1');
    await registry.setHomeStatus({ homeId: 'SH1', status: 'suspended' });
    try {
      await refused(() => submit(meter), 'HOME_SUSPENDED');
    } finally {
      await registry.setHomeStatus({ homeId: 'SH1', status: 'active' });
    }
    await suite().settled();
    await submit(meter);
  });
});
