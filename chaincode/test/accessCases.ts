import type { Role, Transactions } from '@acequia/protocol';
import type { AccessCase } from './AccessCase.js';
import type { AccessWorld } from './AccessWorld.js';
import { alarmAccessCases } from './alarmAccessCases.js';
import { disputeAccessCases } from './disputeAccessCases.js';
import { keyAccessCases } from './keyAccessCases.js';
import { marketAccessCases } from './marketAccessCases.js';
import { monitoringAccessCases } from './monitoringAccessCases.js';
import { tokenAccessCases } from './tokenAccessCases.js';

type AccessCases = {
  readonly [C in keyof Transactions]: { readonly [F in keyof Transactions[C]]: AccessCase };
};

const operator: readonly Role[] = ['operator'];
const fitters: readonly Role[] = ['operator', 'installer'];
const members: readonly Role[] = ['operator', 'household'];
const billWatchers: readonly Role[] = ['operator', 'household', 'auditor'];
const watchers: readonly Role[] = ['operator', 'household', 'auditor', 'installer'];
const all: readonly Role[] = ['operator', 'household', 'auditor', 'installer', 'supplier'];

/** A case for every function of the table of transactions: the compiler finds the one that is forgotten. */
export function accessCases(world: AccessWorld): AccessCases {
  const { community } = world.scene;
  const { household, founding, origin } = community;
  const { mspId, keyHash } = household;
  const { deviceId } = community.meter;
  const device = world.second.enrolment;
  const period = { periodId: '2016-09' };
  const bill = { number: world.number };
  const lots = { ...period, resource: 'energy' };
  const account = world.quotaAccount.accountId;
  const next = {
    periodId: '2016-10',
    start: origin + 30 * 86_400,
    end: origin + 60 * 86_400,
    contracts: [{ resource: 'energy', lotSize: '1', lots: 1 }],
    holdings: [{ accountId: account, resource: 'energy', lots: 1 }],
  };
  const only = (request: AccessCase['request'], transient?: AccessCase['request']): AccessCase => ({
    roles: operator,
    request,
    neighbour: 'ROLE_DENIED',
    ...(transient !== undefined && { transient }),
  });
  const own = (roles: readonly Role[], request: AccessCase['request']): AccessCase => ({
    roles,
    request,
    neighbour: 'HOME_DENIED',
  });
  const open = (request: AccessCase['request'], roles = all): AccessCase => ({
    roles,
    request,
    neighbour: 'everybody',
  });
  return {
    registry: {
      createCommunity: { roles: [], request: founding, neighbour: 'COMMUNITY_EXISTS' },
      getCommunity: open({}),
      enrolParty: only({ mspId: 'SH1MSP', keyHash: 'a'.repeat(64), role: 'household', homeId: 'SH1' }),
      setPartyStatus: only({ mspId, keyHash, status: 'suspended' }),
      getParty: open({ mspId, keyHash }),
      enrolHome: only({ homeId: 'SH3', mspId: 'SH3MSP' }),
      setHomeStatus: only({ homeId: 'SH1', status: 'suspended' }),
      getHome: own(watchers, { homeId: 'SH1' }),
      listHomes: { roles: ['operator', 'auditor', 'installer'], request: {}, neighbour: 'ROLE_DENIED' },
      enrolDevice: { roles: fitters, request: device, neighbour: 'ROLE_DENIED' },
      setDeviceStatus: only({ deviceId, status: 'suspended' }),
      swapDevice: { roles: fitters, request: { ...device, replaces: deviceId }, neighbour: 'ROLE_DENIED' },
      getDevice: own(watchers, { deviceId }),
      listDevices: own(watchers, { homeId: 'SH1' }),
    },
    quota: {
      openPeriod: only(next),
      moveLots: only({ ...lots, from: account, to: `acc-${'b'.repeat(32)}`, lots: 1 }),
      adjustContract: only({ ...lots, lots: 11, holdings: [{ accountId: account, lots: 5 }] }),
      addProducedLots: only({ ...period, accountId: account, lots: 1, evidenceHash: 'e'.repeat(64) }),
      closePeriod: open(period),
      assignAccount: only({ homeId: 'SH1' }, { quotaAccount: world.quotaAccount }),
      getPeriod: { ...open(period), traders: true },
      getHoldings: open(period),
      listProducedLots: open(period),
      checkEquation9: open(period),
      getQuotaAccount: own(members, { homeId: 'SH1' }),
    },
    keys: keyAccessCases(community),
    monitoring: monitoringAccessCases(world),
    alarms: alarmAccessCases(),
    disputes: disputeAccessCases(world.disputes, { deviceId, sequence: 1, dek: world.windows[0].dek }),
    billing: {
      setTariff: only({ ...world.tariff, tariffId: '2016-B' }),
      getTariff: open({ tariffId: '2016-A' }),
      previewBill: only(world.bill),
      finaliseBill: only({ ...bill, commitment: 'a'.repeat(64) }),
      issueNote: only({
        number: 'C-2016',
        kind: 'creditNote',
        corrects: world.number,
        commitment: 'a'.repeat(64),
      }),
      deliverBill: only(bill, { document: world.document }),
      getBill: own(billWatchers, bill),
      listBills: own(billWatchers, { homeId: 'SH1' }),
      getBillDocument: own(members, bill),
    },
    token: tokenAccessCases(world),
    market: marketAccessCases(world.ticket),
  };
}
