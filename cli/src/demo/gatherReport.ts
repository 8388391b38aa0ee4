import type { NetworkDescription } from '@acequia/protocol';
import type { PeriodAnswer } from '../api/answers.js';
import type { CommunityApi } from '../api/CommunityApi.js';
import type { InitState } from '../init/initStateSchema.js';
import { sourceLine } from '../init/sourceLine.js';
import { buildDemoReport } from './buildDemoReport.js';
import type { TradeReport } from './buildTradeReport.js';
import type { DemoReport } from './demoReportSchema.js';
import type { DeliveredBill } from './waitForBills.js';

/** What the report is made of. */
export interface ReportSources {
  readonly api: CommunityApi;
  readonly bills: readonly DeliveredBill[];
  readonly state: InitState;
  readonly network: NetworkDescription;
  readonly seconds: number;
  readonly trade: TradeReport | null;
}

/** Asks the gateway for what the report still needs: highest power, Eq. 9, counts. */
export async function gatherReport(
  sources: ReportSources,
): Promise<{ report: DemoReport; period: PeriodAnswer }> {
  const { api, bills, state, network, seconds, trade } = sources;
  const periodId = state.file.period;
  const [period, summary, uses, epochs] = await Promise.all([
    api.period(periodId),
    api.summary(),
    Promise.all(bills.map(({ homeId }) => api.use(homeId, periodId))),
    Promise.all(bills.map(({ homeId }) => api.epochs(homeId))),
  ]);
  const report = buildDemoReport({
    network,
    speed: state.clock.speed,
    source: sourceLine(state),
    homes: bills.map(({ document }, i) => ({
      bill: document,
      maxPowerW: uses[i]?.resources.find(({ resource }) => resource === 'energy')?.maxPowerW,
    })),
    equation9: period.equation9,
    readings: summary.readings,
    transactions: summary.transactions,
    rejected: summary.rejected,
    sealing: {
      epochs: epochs.reduce((sum, count) => sum + count, 0),
      windows: summary.windows,
      unopened: summary.unopened,
    },
    trade,
    seconds,
  });
  return { report, period };
}
