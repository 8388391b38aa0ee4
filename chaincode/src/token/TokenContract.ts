import { publicRecords } from '@acequia/protocol';
import { LedgerContract, everybody, operatorsOnly } from '../ledger/index.js';
import { captureHold } from './captureHold.js';
import { getBalance } from './getBalance.js';
import { getHold } from './getHold.js';
import { hold } from './hold.js';
import { openAccount } from './openAccount.js';
import { publish } from './publish.js';
import { releaseHold } from './releaseHold.js';
import { transfer } from './transfer.js';

/** Accounts are guarded by their owners' keys, not by homes: their ids are opaque. */
const holders = { roles: ['operator', 'household', 'installer', 'supplier'], home: 'community' } as const;

/** The community's token: accounts, transfers and holds. */
export class TokenContract extends LedgerContract<'token'> {
  constructor(endorserClock: () => number = Date.now) {
    super(
      'token',
      {
        publish: { access: operatorsOnly, run: publish },
        getToken: {
          access: { ...everybody, traders: true },
          run: ({ state }) => state.getRequired(publicRecords.token, []),
        },
        openAccount: { access: { ...holders, traders: true }, run: openAccount },
        transfer: { access: { ...holders, traders: true }, run: transfer },
        hold: { access: holders, run: hold },
        releaseHold: { access: holders, run: releaseHold },
        captureHold: { access: holders, run: captureHold },
        getHold: { access: everybody, run: getHold },
        getBalance: { access: { ...everybody, traders: true }, run: getBalance },
      },
      endorserClock,
    );
  }
}
