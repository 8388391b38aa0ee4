import type { BillSetting } from '../bill/renderBill.js';
import { renderBill } from '../bill/renderBill.js';
import { groupThousands } from '../format/groupThousands.js';
import type { PeriodAnswer } from '../api/answers.js';
import { renderPeriod } from '../period/renderPeriod.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import type { DemoReport } from './demoReportSchema.js';
import { renderDemoTable } from './renderDemoTable.js';
import type { TradeResult } from './playTrade.js';
import { renderTrade } from './renderTrade.js';
import { sealingLine } from './sealingLine.js';
import type { Stopwatch } from './Stopwatch.js';
import type { DeliveredBill } from './waitForBills.js';

/** All that the demonstration prints at its end. */
export interface ShownResult {
  readonly report: DemoReport;
  readonly bills: readonly DeliveredBill[];
  readonly period: PeriodAnswer;
  readonly setting: BillSetting;
  readonly watch: Stopwatch;
  readonly file: CommunityFile;
  readonly trade: TradeResult | undefined;
}

/** Table of the homes, one bill in full, Eq. 9's check, the trade, counts, and where the time went. */
export function showResult({ report, bills, period, setting, watch, file, trade }: ShownResult): string[] {
  const number = (value: number): string => groupThousands(BigInt(value));
  const [first] = bills;
  return [
    '',
    ...renderDemoTable(report.homes, setting.currency),
    '',
    ...(first === undefined ? [] : renderBill(first.document, setting)),
    '',
    ...renderPeriod(period, setting.timeZone),
    '',
    ...(trade === undefined ? [] : [...renderTrade(trade, file), '']),
    sealingLine(report.sealing),
    `${number(report.transactions)} transactions, ${number(report.readings)} readings, ` +
      `${number(report.rejected)} windows rejected, ${report.seconds.toFixed(1)} s: ` +
      watch.laps.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(', '),
  ];
}
