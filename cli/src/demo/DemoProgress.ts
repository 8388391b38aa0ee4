import type { CommunityApi } from '../api/CommunityApi.js';
import type { SummaryAnswer, WarningAnswer } from '../api/answers.js';
import { formatMoment } from '../format/formatMoment.js';
import type { Output } from '../output/Output.js';
import { renderWarning } from './renderWarning.js';

const LINE_EVERY_MS = 5000;

/** Tells how far the demonstration's month is: a line every few seconds, and warnings as they come. */
export class DemoProgress {
  readonly #api: CommunityApi;
  readonly #output: Output;
  readonly #periodId: string;
  /** Warnings told already. One is told once, however many daily statements repeat it. */
  readonly #told = new Set<string>();
  #lastLine = -Infinity;
  #hasReading = false;

  /** @param periodId whose warnings are told. */
  constructor(api: CommunityApi, output: Output, periodId: string) {
    this.#api = api;
    this.#periodId = periodId;
    this.#output = output;
  }

  /** @returns what was read, for the caller to decide whether to go on. */
  async tell(elapsedSeconds: number): Promise<SummaryAnswer> {
    const [community, summary, warnings] = await Promise.all([
      this.#api.findCommunity(),
      this.#api.summary(),
      this.#api.warnings(),
    ]);
    const ofMonth = warnings.filter(({ statementId }) => statementId.startsWith(this.#periodId));
    for (const warning of ofMonth) this.#tellOnce(warning);
    if (!this.#hasReading && summary.readings > 0) {
      this.#hasReading = true;
      this.#output.progress(`first readings are on the ledger after ${elapsedSeconds.toFixed(1)} s`);
    }
    if (community !== undefined && performance.now() - this.#lastLine >= LINE_EVERY_MS) {
      this.#lastLine = performance.now();
      const { ledgerTime, timeZone } = community;
      const { accepted, rejected, waiting, transactions } = summary;
      this.#output.progress(
        `${formatMoment(ledgerTime, timeZone)}  windows: ${String(accepted)} accepted, ${String(waiting)} waiting, ` +
          `${String(rejected)} rejected; ${String(transactions)} transactions`,
      );
    }
    return summary;
  }

  #tellOnce(warning: WarningAnswer): void {
    const key = `${warning.homeId} ${warning.code} ${warning.resource}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#output.progress(renderWarning(warning));
  }
}
