import { publicRecords, type Role } from '@acequia/protocol';
import { LedgerContract, everybody, namedHome, operatorsOnly } from '../ledger/index.js';
import { createCommunity } from './createCommunity.js';
import { enrolDevice } from './enrolDevice.js';
import { enrolHome } from './enrolHome.js';
import { enrolParty } from './enrolParty.js';
import { homeOfDevice } from './homeOfDevice.js';
import { listDevices } from './listDevices.js';
import { listHomes } from './listHomes.js';
import { setDeviceStatus } from './setDeviceStatus.js';
import { setHomeStatus } from './setHomeStatus.js';
import { setPartyStatus } from './setPartyStatus.js';
import { swapDevice } from './swapDevice.js';

const fitter = { roles: ['operator', 'installer'], home: 'community' } as const;
/** Those who see public records of every home, and households theirs. */
const watchers: readonly Role[] = ['operator', 'household', 'auditor', 'installer'];

/** The community, its parties, homes and devices. */
export class RegistryContract extends LedgerContract<'registry'> {
  constructor(endorserClock: () => number = Date.now) {
    super(
      'registry',
      {
        createCommunity: { access: 'founder', run: createCommunity },
        getCommunity: {
          access: everybody,
          run: ({ state }) => state.getRequired(publicRecords.community, []),
        },
        enrolParty: { access: operatorsOnly, run: enrolParty },
        setPartyStatus: { access: operatorsOnly, run: setPartyStatus },
        getParty: {
          // Who gets a message on the auxiliary channel looks up whose key signed it.
          access: everybody,
          run: ({ state }, { mspId, keyHash }) => state.getRequired(publicRecords.party, [mspId, keyHash]),
        },
        enrolHome: { access: operatorsOnly, run: enrolHome },
        setHomeStatus: { access: operatorsOnly, run: setHomeStatus },
        getHome: {
          access: { roles: watchers, home: namedHome },
          run: ({ state }, { homeId }) => state.getRequired(publicRecords.home, [homeId]),
        },
        listHomes: {
          access: { roles: ['operator', 'auditor', 'installer'], home: 'community' },
          run: listHomes,
        },
        enrolDevice: { access: fitter, run: enrolDevice },
        setDeviceStatus: { access: operatorsOnly, run: setDeviceStatus },
        swapDevice: { access: fitter, run: swapDevice },
        getDevice: {
          access: { roles: watchers, home: homeOfDevice },
          run: ({ state }, { deviceId }) => state.getRequired(publicRecords.device, [deviceId]),
        },
        listDevices: { access: { roles: watchers, home: namedHome }, run: listDevices },
      },
      endorserClock,
    );
  }
}
