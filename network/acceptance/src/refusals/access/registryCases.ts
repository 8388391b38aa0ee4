import { Meter } from '../../harness/Meter.js';
import type { AccessCases } from './AccessCase.js';

const HOME = { homeId: 'SH2' };

export const registryCases: AccessCases<'registry'> = {
  createCommunity: {
    request: () => ({
      name: 'Mine',
      timeZone: 'Europe/Madrid',
      currency: { code: 'EUR', minorDigits: 2 },
      clock: { origin: 0, start: 0, speed: 1 },
    }),
    code: 'COMMUNITY_EXISTS',
  },
  getCommunity: { request: () => ({}) },
  enrolParty: {
    request: () => ({ mspId: 'SH2MSP', keyHash: 'ab'.repeat(32), role: 'household', homeId: 'SH2' }),
    code: 'ROLE_DENIED',
  },
  setPartyStatus: {
    request: ({ owner: { mspId, keyHash } }) => ({ mspId, keyHash, status: 'revoked' }),
    code: 'ROLE_DENIED',
  },
  getParty: { request: ({ owner: { mspId, keyHash } }) => ({ mspId, keyHash }) },
  enrolHome: { request: () => ({ homeId: 'SH4', mspId: 'SH4MSP' }), code: 'ROLE_DENIED' },
  setHomeStatus: { request: () => ({ ...HOME, status: 'suspended' }), code: 'ROLE_DENIED' },
  getHome: { request: () => HOME, code: 'HOME_DENIED' },
  listHomes: { request: () => ({}), code: 'ROLE_DENIED' },
  enrolDevice: { request: () => new Meter('SH2', 'energy', 0).enrolment, code: 'ROLE_DENIED' },
  setDeviceStatus: {
    request: ({ meter: { deviceId } }) => ({ deviceId, status: 'revoked' }),
    code: 'ROLE_DENIED',
  },
  swapDevice: {
    request: ({ meter }) => ({ replaces: meter.deviceId, ...new Meter('SH2', 'energy', 0).enrolment }),
    code: 'ROLE_DENIED',
  },
  getDevice: { request: ({ meter: { deviceId } }) => ({ deviceId }), code: 'HOME_DENIED' },
  listDevices: { request: () => HOME, code: 'HOME_DENIED' },
};
