import { random16Hex } from '@acequia/protocol';
import { openAgent } from '../agent/openAgent.js';
import type { InitState } from '../init/initStateSchema.js';
import { requestIdOf } from '../init/requestIdOf.js';
import { withLedger, type OpenedLedger } from '../ledger/withLedger.js';
import { openPeriod } from '../period/openPeriod.js';
import { tokensInMinor } from '../rules/tokensInMinor.js';
import { fundReserve } from '../token/fundReserve.js';
import { moneyInMinor } from '../token/moneyInMinor.js';
import { openCounter } from '../token/openCounter.js';
import { payFrom } from '../token/payFrom.js';
import { TRADE } from './TRADE.js';
import { waitFor, type Patience } from './waitFor.js';

/** Whose trade it is. */
export interface TradePlace {
  readonly runDir: string;
  readonly state: InitState;
  /** The month that is traded in. */
  readonly periodId: string;
}

/**
 * All that a trade needs: the next month, a reserve behind the tokens, and tokens with every home.
 *
 * @throws CliError TRADE_LATE; LedgerError.
 */
export async function prepareTrade(
  { runDir, state, periodId }: TradePlace,
  patience: Patience,
): Promise<void> {
  const { token, community } = state.file;
  const prepare = async ({ client: { ledger } }: OpenedLedger): Promise<void> => {
    const requestId = requestIdOf(state.seed, `period-${periodId}`);
    await openPeriod(ledger, state, { periodId, requestId });
    const price = moneyInMinor(TRADE.tokenPrice, community.currency);
    const amount = (BigInt(token?.supply ?? 0) * BigInt(price)).toString();
    await fundReserve(ledger, { treasury: state.treasury, amount, reference: 'DEMO-0001' });
    await openCounter(ledger, { buyPrice: price, sellPrice: price }, () => undefined);
    const amountOfHome = tokensInMinor(TRADE.handedOut, token);
    for (const { homeId } of state.homes) {
      const { accountId: to } = await waitFor(`the agent of ${homeId}`, patience, async () => {
        const { agent } = await openAgent({ run: runDir, home: homeId });
        return agent.money();
      });
      await payFrom(ledger, { from: state.treasury, to, amount: amountOfHome });
    }
  };
  await withLedger(runDir, 'owner', prepare, patience.signal);
  const deposit = tokensInMinor(TRADE.paidIn, token);
  await Promise.all(
    state.homes.map(async ({ homeId }) => {
      const requestId = random16Hex();
      await waitFor(`the deposit of ${homeId}`, patience, async () => {
        const { agent } = await openAgent({ run: runDir, home: homeId });
        await agent.deposit({ requestId, amount: deposit });
        return true;
      });
    }),
  );
}
