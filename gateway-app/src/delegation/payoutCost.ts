import { transferFee, type FeesRecord } from '@acequia/protocol';

/**
 * What a payment takes out of the account that all homes are paid from: its amount, and the ledger's fee on top. Who asked for it bears
 * both, for else the others' deposits would pay the fee. Pure.
 *
 * @param amount tokens, minor units.
 */
export function payoutCost(amount: bigint, fees: FeesRecord): bigint {
  return amount + transferFee(amount, fees).fee;
}
