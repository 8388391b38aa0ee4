import { canonicalJson, random16Hex, type JsonValue } from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import { TestDevice } from '../../test/TestDevice.js';
import { RegistryContract } from '../registry/index.js';

describe('LedgerContract', () => {
  let community: Community;
  beforeEach(async () => {
    community = new Community();
    await community.start();
  });
  const enrolHome = (request: Readonly<Record<string, unknown>>): ReturnType<Community['ledger']['run']> =>
    community.ledger.run(community.operator, 'registry', 'enrolHome', request);
  const raw = (fn: string, ...parameters: string[]): Promise<unknown> =>
    community.ledger.runRaw(community.operator, 'registry', fn, parameters);

  describe('the clock guard', () => {
    it('refuses writes and queries that are dated more than 60 s off, either way', async () => {
      const before = community.ledger.snapshot();
      for (const skewMs of [60_001, -60_001, 3_600_000, -30 * 86_400_000]) {
        community.ledger.skewMs = skewMs;
        await expectCode(enrolHome({ homeId: 'SH3', mspId: 'SH3MSP' }), 'CLOCK_SKEW');
        await expectCode(community.ledger.run(community.operator, 'registry', 'listHomes'), 'CLOCK_SKEW');
      }
      expect(community.ledger.snapshot()).to.deep.equal(before);
    });

    it('admits 60 s; ledger time is the transaction’s, not the endorser’s', async () => {
      const { ledger, operator, origin } = community;
      for (const [index, skewMs] of [60_000, -60_000].entries()) {
        ledger.skewMs = skewMs;
        const device = new TestDevice('SH1', `sh1-device-${index}`);
        const { writes } = await ledger.run(operator, 'registry', 'enrolDevice', device.enrolment);
        expect(writes[`device/${device.deviceId}`]).to.deep.include({ enrolledAt: origin + skewMs / 1000 });
      }
    });
  });

  it('counts ledger time at the speed of the community', async () => {
    const fast = new Community();
    const { ledger, operator, origin, meter } = fast;
    const clock = { origin, start: ledger.nowMs / 1000, speed: 600 };
    await ledger.run(operator, 'registry', 'createCommunity', { ...fast.founding, clock });
    await ledger.run(operator, 'registry', 'enrolHome', { homeId: 'SH1', mspId: 'SH1MSP' });
    ledger.nowMs += 1500;
    const { writes } = await ledger.run(operator, 'registry', 'enrolDevice', meter.enrolment);
    expect(writes['device/sh1-energy']).to.deep.include({ enrolledAt: origin + 900 });
  });

  describe('request ids', () => {
    it('are used up with what they did', async () => {
      const requestId = random16Hex();
      const request = { homeId: 'SH3', mspId: 'SH3MSP', requestId };
      const { requests, transactionId, result } = await enrolHome(request);
      const { mspId, keyHash } = community.operator;
      expect(requests).to.deep.equal({
        [`request/${mspId}/${keyHash}/${requestId}`]: { transaction: 'registry:enrolHome', transactionId },
      });
      expect(result).to.deep.equal({ transactionId });
      const error = await expectCode(enrolHome(request), 'REQUEST_DONE');
      expect(error.text).to.contain(transactionId);
      await expectCode(
        community.ledger.run(community.operator, 'registry', 'setHomeStatus', {
          homeId: 'SH3',
          status: 'suspended',
          requestId,
        }),
        'REQUEST_DONE',
      );
    });

    it('are of one party: another may have the same', async () => {
      const requestId = random16Hex();
      const [one, two] = ['1', '2'].map((digit) => ({ requestId, accountId: `acc-${digit.repeat(32)}` }));
      await community.ledger.run(community.household, 'token', 'openAccount', one);
      await community.ledger.run(community.neighbour, 'token', 'openAccount', two);
    });

    it('are left unused by refusals', async () => {
      const request = { homeId: 'SH3', requestId: random16Hex() };
      await expectCode(enrolHome({ ...request, mspId: 'SH1MSP' }), 'HOME_MSP_DIFFERS');
      await enrolHome({ ...request, mspId: 'SH3MSP' });
    });
  });

  describe('input', () => {
    it('is one argument, the JSON of the request', async () => {
      const request = canonicalJson({ homeId: 'SH1' } satisfies JsonValue);
      await raw('getHome', request);
      await expectCode(raw('getHome'), 'INPUT_INVALID');
      await expectCode(raw('getHome', request, request), 'INPUT_INVALID');
      await expectCode(raw('getHome', 'not json'), 'INPUT_INVALID');
      await expectCode(raw('getHome', '{"homeId":"SH1","more":1}'), 'INPUT_INVALID');
      await expectCode(raw('getHome', '{"homeId":"SH1","__proto__":{}}'), 'INPUT_INVALID');
      await expectCode(raw('getHome', 'null'), 'INPUT_INVALID');
    });

    it('takes no private input where none belongs', async () => {
      await expectCode(
        community.ledger.run(community.operator, 'registry', 'listHomes', {}, { secret: 'x' }),
        'TRANSIENT_UNEXPECTED',
      );
    });

    it('names functions of the table only', async () => {
      for (const fn of ['nothing', 'constructor', '__proto__', 'toString', 'aroundTransaction']) {
        await expectCode(raw(fn, '{}'), 'FUNCTION_UNKNOWN');
      }
      await expectCode(new RegistryContract().unknownTransaction(), 'FUNCTION_UNKNOWN');
    });
  });

  it('gets faults of its own out as a code without their words, which may hold values', async () => {
    community.ledger.stubFault = new TypeError('cannot read 777777 of undefined');
    const error = await expectCode(
      community.ledger.run(community.operator, 'registry', 'listHomes'),
      'INTERNAL_ERROR',
    );
    expect(error.message).to.equal('INTERNAL_ERROR: the chaincode failed with TypeError');
  });

  it('gives a peer’s refusal a code', async () => {
    // A household of SH1 whose certificate is of another organisation cannot be enrolled; a damaged record could be.
    const { ledger, neighbour, operator } = community;
    const { mspId, keyHash } = neighbour;
    const party = { mspId, keyHash, role: 'household', homeId: 'SH1', status: 'active' };
    ledger.store.world.set(`\0party\0${mspId}\0${keyHash}\0`, Buffer.from(canonicalJson(party)));
    const quotaAccount = { accountId: `acc-${'a'.repeat(32)}`, salt: random16Hex() };
    await ledger.run(operator, 'quota', 'assignAccount', { homeId: 'SH1' }, { quotaAccount });
    const error = await expectCode(
      ledger.run(neighbour, 'quota', 'getQuotaAccount', { homeId: 'SH1' }),
      'PEER_REFUSED',
    );
    expect(error.text).to.match(/does not have read access permission/);
  });
});
