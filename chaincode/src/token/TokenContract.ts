import { publicRecords } from '@acequia/protocol';
import { LedgerContract, everybody, operatorsOnly } from '../ledger/index.js';
import { buy } from './buy.js';
import { captureHold } from './captureHold.js';
import { closeCounter } from './closeCounter.js';
import { createToken } from './createToken.js';
import { depositCurrency } from './depositCurrency.js';
import { foldReserve } from './foldReserve.js';
import { freezeAccount } from './freezeAccount.js';
import { fundReserve } from './fundReserve.js';
import { getAccount } from './getAccount.js';
import { getBalance } from './getBalance.js';
import { getHold } from './getHold.js';
import { getPrice } from './getPrice.js';
import { getReserve } from './getReserve.js';
import { getVoucher } from './getVoucher.js';
import { getWithdrawal } from './getWithdrawal.js';
import { hold } from './hold.js';
import { issueVoucher } from './issueVoucher.js';
import { openAccount } from './openAccount.js';
import { openCounter } from './openCounter.js';
import { payReward } from './payReward.js';
import { publish } from './publish.js';
import { publishMarketPrice } from './publishMarketPrice.js';
import { readFees } from './readFees.js';
import { reclaimVoucher } from './reclaimVoucher.js';
import { redeemVoucher } from './redeemVoucher.js';
import { releaseHold } from './releaseHold.js';
import { requestWithdrawal } from './requestWithdrawal.js';
import { sell } from './sell.js';
import { setFees } from './setFees.js';
import { setRestock } from './setRestock.js';
import { settleWithdrawal } from './settleWithdrawal.js';
import { transfer } from './transfer.js';
import { transferOwn } from './transferOwn.js';
import { withdrawReserve } from './withdrawReserve.js';

/** Accounts are guarded by their owners' keys, not by homes: their ids are opaque. */
const holders = { roles: ['operator', 'household', 'installer', 'supplier'], home: 'community' } as const;
const suppliers = { roles: ['supplier'], home: 'community' } as const;

/**
 * The community's token (paper 000 §5.2, Fig. 4): accounts of tokens and currency, transfers, holds and vouchers; the counter
 * at which tokens are bought and sold, and the reserve behind them. What only the token's owner does is for operators here;
 * the use case asks which of them.
 */
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
        transferOwn: { access: operatorsOnly, run: transferOwn },
        setFees: { access: operatorsOnly, run: setFees },
        getFees: { access: everybody, run: ({ state }) => readFees(state) },
        payReward: { access: operatorsOnly, run: payReward },
        openAccount: { access: { ...holders, traders: true }, run: openAccount },
        freezeAccount: { access: operatorsOnly, run: freezeAccount },
        setRestock: { access: holders, run: setRestock },
        getAccount: { access: everybody, run: getAccount },
        transfer: { access: { ...holders, traders: true }, run: transfer },
        hold: { access: holders, run: hold },
        releaseHold: { access: holders, run: releaseHold },
        captureHold: { access: holders, run: captureHold },
        getHold: { access: everybody, run: getHold },
        getBalance: { access: { ...everybody, traders: true }, run: getBalance },
        depositCurrency: { access: operatorsOnly, run: depositCurrency },
        requestWithdrawal: { access: holders, run: requestWithdrawal },
        settleWithdrawal: { access: operatorsOnly, run: settleWithdrawal },
        getWithdrawal: { access: everybody, run: getWithdrawal },
        publishMarketPrice: { access: suppliers, run: publishMarketPrice },
        getMarketPrice: {
          access: everybody,
          run: ({ state }, { resource }) => state.getRequired(publicRecords.marketPrice, [resource]),
        },
        buy: { access: holders, run: buy },
        sell: { access: holders, run: sell },
        getPrice: { access: everybody, run: getPrice },
        closeCounter: { access: operatorsOnly, run: closeCounter },
        openCounter: { access: operatorsOnly, run: openCounter },
        foldReserve: { access: operatorsOnly, run: foldReserve },
        createToken: { access: operatorsOnly, run: createToken },
        fundReserve: { access: operatorsOnly, run: fundReserve },
        withdrawReserve: { access: operatorsOnly, run: withdrawReserve },
        getReserve: { access: everybody, run: getReserve },
        issueVoucher: { access: holders, run: issueVoucher },
        redeemVoucher: { access: holders, run: redeemVoucher },
        reclaimVoucher: { access: holders, run: reclaimVoucher },
        getVoucher: { access: everybody, run: getVoucher },
      },
      endorserClock,
    );
  }
}
