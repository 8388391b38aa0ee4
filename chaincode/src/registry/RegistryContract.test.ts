import { keyHashOf, parseDeviceKey } from '@acequia/protocol';
import { expect } from 'chai';
import { generateKeyPairSync } from 'node:crypto';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import { TestDevice } from '../../test/TestDevice.js';
import { TestIdentity } from '../../test/TestIdentity.js';
import { TestLedger } from '../../test/TestLedger.js';

describe('registry', () => {
  let community: Community;
  let ledger: TestLedger;
  beforeEach(async () => {
    community = new Community();
    ({ ledger } = community);
    await community.start();
  });

  describe('createCommunity', () => {
    it('writes the community and makes the caller its operator', async () => {
      const empty = new TestLedger();
      const { operator } = community;
      const { writes } = await empty.run(operator, 'registry', 'createCommunity', community.founding);
      const { mspId, keyHash } = operator;
      expect(writes).to.deep.equal({
        community: community.founding,
        [`party/${mspId}/${keyHash}`]: { mspId, keyHash, role: 'operator', status: 'active' },
      });
    });

    it('is for administrators of CommunityMSP', async () => {
      const empty = new TestLedger();
      for (const identity of [
        new TestIdentity('CommunityMSP', 'client'),
        new TestIdentity('SH1MSP', 'admin'),
      ]) {
        await expectCode(
          empty.run(identity, 'registry', 'createCommunity', community.founding),
          'ROLE_DENIED',
        );
      }
      expect(empty.snapshot()).to.deep.equal({});
    });

    it('happens once', async () => {
      await expectCode(
        ledger.run(
          new TestIdentity('CommunityMSP', 'admin'),
          'registry',
          'createCommunity',
          community.founding,
        ),
        'COMMUNITY_EXISTS',
      );
    });
  });

  it('reads the community', async () => {
    const { result } = await ledger.run(community.household, 'registry', 'getCommunity');
    expect(result).to.deep.equal(community.founding);
  });

  it('has nothing before there is a community', async () => {
    const empty = new TestLedger();
    await expectCode(empty.run(community.operator, 'registry', 'listHomes'), 'COMMUNITY_UNKNOWN');
  });

  describe('homes', () => {
    it('are enrolled with their collection', async () => {
      const { writes } = await ledger.run(community.operator, 'registry', 'enrolHome', {
        homeId: 'SH3',
        mspId: 'SH3MSP',
      });
      expect(writes).to.deep.equal({
        'home/SH3': { homeId: 'SH3', mspId: 'SH3MSP', collection: 'SH3Collection', status: 'active' },
      });
    });

    it('have an organisation of their own, and exist once', async () => {
      const enrol = (homeId: string, mspId: string): Promise<unknown> =>
        ledger.run(community.operator, 'registry', 'enrolHome', { homeId, mspId });
      await expectCode(enrol('SH3', 'SH1MSP'), 'HOME_MSP_DIFFERS');
      await expectCode(enrol('SH1', 'SH1MSP'), 'HOME_EXISTS');
    });

    it('are suspended, reactivated and revoked for good', async () => {
      const set = (homeId: string, status: string): ReturnType<TestLedger['run']> =>
        ledger.run(community.operator, 'registry', 'setHomeStatus', { homeId, status });
      const { writes } = await set('SH1', 'suspended');
      expect(writes).to.deep.equal({
        'home/SH1': { homeId: 'SH1', mspId: 'SH1MSP', collection: 'SH1Collection', status: 'suspended' },
      });
      await set('SH1', 'active');
      await set('SH1', 'revoked');
      await expectCode(set('SH1', 'active'), 'STATUS_FINAL');
      await expectCode(set('SH9', 'active'), 'HOME_UNKNOWN');
    });

    it('write nothing while suspended or revoked, and still read', async () => {
      const { operator, household } = community;
      const account = { accountId: `acc-${'1'.repeat(32)}` };
      await ledger.run(operator, 'registry', 'setHomeStatus', { homeId: 'SH1', status: 'suspended' });
      await expectCode(ledger.run(household, 'token', 'openAccount', account), 'HOME_SUSPENDED');
      await ledger.run(household, 'registry', 'getHome', { homeId: 'SH1' });
      await ledger.run(operator, 'registry', 'setHomeStatus', { homeId: 'SH1', status: 'revoked' });
      await expectCode(ledger.run(household, 'token', 'openAccount', account), 'HOME_REVOKED');
    });

    it('are read and listed', async () => {
      const home = { homeId: 'SH1', mspId: 'SH1MSP', collection: 'SH1Collection', status: 'active' };
      const one = await ledger.run(community.household, 'registry', 'getHome', { homeId: 'SH1' });
      expect(one.result).to.deep.equal(home);
      const all = await ledger.run(community.auditor, 'registry', 'listHomes');
      expect(all.result).to.deep.equal([
        home,
        { ...home, homeId: 'SH2', mspId: 'SH2MSP', collection: 'SH2Collection' },
      ]);
      await expectCode(
        ledger.run(community.auditor, 'registry', 'getHome', { homeId: 'SH9' }),
        'HOME_UNKNOWN',
      );
    });
  });

  describe('parties', () => {
    const enrol = (party: Readonly<Record<string, unknown>>): ReturnType<TestLedger['run']> =>
      ledger.run(community.operator, 'registry', 'enrolParty', party);

    it('are enrolled under one role', async () => {
      const { mspId, keyHash } = new TestIdentity('SH2MSP');
      const { writes } = await enrol({ mspId, keyHash, role: 'household', homeId: 'SH2' });
      expect(writes).to.deep.equal({
        [`party/${mspId}/${keyHash}`]: { mspId, keyHash, role: 'household', homeId: 'SH2', status: 'active' },
      });
      await expectCode(enrol({ mspId, keyHash, role: 'auditor' }), 'PARTY_EXISTS');
    });

    it('are of the organisation that their role and home ask for', async () => {
      const { keyHash } = new TestIdentity('PublicMSP');
      await expectCode(enrol({ mspId: 'PublicMSP', keyHash, role: 'operator' }), 'ROLE_MSP_DIFFERS');
      await expectCode(enrol({ mspId: 'CommunityMSP', keyHash, role: 'auditor' }), 'ROLE_MSP_DIFFERS');
      const household = { mspId: 'SH1MSP', keyHash, role: 'household' };
      await expectCode(enrol({ ...household, homeId: 'SH2' }), 'HOME_MSP_DIFFERS');
      await expectCode(enrol({ ...household, homeId: 'SH9' }), 'HOME_UNKNOWN');
      await expectCode(enrol(household), 'INPUT_INVALID');
      await ledger.run(community.operator, 'registry', 'setHomeStatus', { homeId: 'SH1', status: 'revoked' });
      await expectCode(enrol({ ...household, homeId: 'SH1' }), 'HOME_REVOKED');
    });

    it('are suspended, reactivated and revoked for good', async () => {
      const { mspId, keyHash } = community.auditor;
      const set = (status: string): ReturnType<TestLedger['run']> =>
        ledger.run(community.operator, 'registry', 'setPartyStatus', { mspId, keyHash, status });
      const read = (): Promise<unknown> => ledger.run(community.auditor, 'registry', 'getCommunity');
      const { writes } = await set('suspended');
      expect(writes).to.deep.equal({
        [`party/${mspId}/${keyHash}`]: { mspId, keyHash, role: 'auditor', status: 'suspended' },
      });
      await expectCode(read(), 'PARTY_SUSPENDED');
      await set('active');
      await read();
      await set('revoked');
      await expectCode(read(), 'PARTY_REVOKED');
      await expectCode(set('active'), 'STATUS_FINAL');
    });

    it('keep one active operator: nobody changes its own status', async () => {
      const { mspId, keyHash } = community.operator;
      const request = { mspId, keyHash, status: 'revoked' };
      await expectCode(ledger.run(community.operator, 'registry', 'setPartyStatus', request), 'PARTY_SELF');
    });

    it('are read by everybody who is enrolled', async () => {
      const { mspId, keyHash } = community.household;
      for (const reader of [community.household, community.neighbour, community.supplier]) {
        const { result } = await ledger.run(reader, 'registry', 'getParty', { mspId, keyHash });
        expect(result).to.deep.equal({ mspId, keyHash, role: 'household', homeId: 'SH1', status: 'active' });
      }
    });
  });

  describe('devices', () => {
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
});
