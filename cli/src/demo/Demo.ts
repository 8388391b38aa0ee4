import { previewNetwork, type Network } from '@acequia/network';
import type { NetworkDescription } from '@acequia/protocol';
import { CommunityApi } from '../api/CommunityApi.js';
import { CliError } from '../CliError.js';
import { chooseDataDir } from '../init/chooseDataDir.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { initCommunity } from '../init/initCommunity.js';
import type { InitState } from '../init/initStateSchema.js';
import { sourceLine } from '../init/sourceLine.js';
import { ensureNetwork } from '../network/ensureNetwork.js';
import type { Output } from '../output/Output.js';
import { CommunityProcesses } from '../run/CommunityProcesses.js';
import { RunFolder } from '../run/RunFolder.js';
import { untilInterrupted } from '../run/untilInterrupted.js';
import { writeAtomically } from '../run/writeAtomically.js';
import { demoCommunity } from './demoCommunity.js';
import { DemoProgress } from './DemoProgress.js';
import type { DemoSettings } from './DemoSettings.js';
import { gatherReport } from './gatherReport.js';
import { networkLine } from './networkLine.js';
import { removeLeftovers } from './removeLeftovers.js';
import { servingLines } from './servingLines.js';
import { showResult } from './showResult.js';
import { Stopwatch } from './Stopwatch.js';
import { tryTrade, type TradeEnd } from './tryTrade.js';
import { waitForBills, type DeliveredBill } from './waitForBills.js';

/** How long after the month's end bills may take, whatever the machine does. */
const SETTLING_SECONDS = 300;
const DAYS_OF_PERIOD = 31;
const DAY = 86_400;

interface RunningCommunity {
  readonly api: CommunityApi;
  readonly processes: CommunityProcesses;
}

/**
 * A month of a community on a fresh network, and a trade in the next: sets all up, shows the month pass, prints bills, checks and the
 * trade, writes the report, and serves the API until interrupted. Every process that it starts is ended, however it ends.
 */
export class Demo {
  readonly #settings: DemoSettings;
  readonly #output: Output;
  readonly #watch = new Stopwatch();
  readonly #interruption = new AbortController();
  #network: Network | undefined;
  #processes: CommunityProcesses | undefined;
  #trade: Promise<TradeEnd> | undefined;

  constructor(settings: DemoSettings, output: Output) {
    this.#settings = settings;
    this.#output = output;
  }

  /** @throws NetworkError, LedgerError, CliError DEMO_INTERRUPTED, PROCESS_ENDED, BILLS_LATE, AUCTION_WRONG and what init throws. */
  async run(): Promise<void> {
    const interrupted = untilInterrupted().then(() => {
      this.#interruption.abort(new CliError('DEMO_INTERRUPTED', 'stopped before the month was over'));
    });
    try {
      const { community, kind } = await this.#introduce();
      const network = await this.#startNetwork(community, kind);
      const state = await this.#register(community, network);
      const running = await this.#startProcesses(state);
      await this.#play(running, state, network);
      if (this.#settings.once) return;
      for (const line of servingLines(running.api.url, state)) this.#output.progress(line);
      await Promise.race([interrupted, running.processes.watch()]);
    } finally {
      await this.#stop();
    }
  }

  /** Says first what the demonstration is played on, then where its readings come from. */
  async #introduce(): Promise<{ community: CommunityFile; kind: NetworkDescription['kind'] }> {
    const options = this.#settings.kind === undefined ? {} : { kind: this.#settings.kind };
    const { kind } = await previewNetwork(options);
    const community = await demoCommunity(this.#settings, kind);
    const homes = community.homes.length;
    this.#output.progress(networkLine(await previewNetwork({ kind, homes }), homes));
    const dataDir = await chooseDataDir(community, this.#settings.dataDir);
    this.#output.progress(sourceLine({ file: community, dataDir }));
    return { community, kind };
  }

  async #startNetwork(community: CommunityFile, kind: NetworkDescription['kind']): Promise<Network> {
    await removeLeftovers(this.#settings);
    const homes = community.homes.length;
    this.#network = await ensureNetwork(
      { dir: this.#settings.networkDir, kind, homes, parentPid: process.pid },
      (line) => {
        this.#output.progress(`  ${line}`);
      },
    );
    this.#interruption.signal.throwIfAborted();
    await this.#network.start();
    this.#interruption.signal.throwIfAborted();
    this.#watch.lap('network');
    return this.#network;
  }

  async #register(community: CommunityFile, network: Network): Promise<InitState> {
    const { state } = await initCommunity({
      runDir: this.#settings.runDir,
      networkDir: this.#settings.networkDir,
      network: network.description,
      community: () => Promise.resolve(community),
      dataDir: this.#settings.dataDir,
      output: this.#output,
    });
    this.#interruption.signal.throwIfAborted();
    this.#watch.lap('community');
    return state;
  }

  async #startProcesses(state: InitState): Promise<RunningCommunity> {
    const processes = new CommunityProcesses(new RunFolder(this.#settings.runDir), state, false);
    this.#processes = processes;
    const url = await processes.start();
    this.#interruption.signal.throwIfAborted();
    this.#watch.lap('programs');
    for (const { name, pid } of processes.running)
      this.#output.progress(`  ${name} runs (process ${String(pid)})`);
    this.#output.progress(
      `ledger time runs ${String(state.clock.speed)} times as fast as the clock on the wall: ` +
        `${state.file.period} passes in about ${String(Math.round((30 * DAY) / state.clock.speed))} s`,
    );
    return { api: new CommunityApi(url), processes };
  }

  async #play({ api, processes }: RunningCommunity, state: InitState, network: Network): Promise<void> {
    const { runDir } = this.#settings;
    const { signal } = this.#interruption;
    const progress = new DemoProgress(api, this.#output, state.file.period);
    this.#trade = tryTrade({ runDir, state, output: this.#output, signal }, network.description.kind);
    const [bills, { shown, failure }] = await Promise.race([
      Promise.all([this.#bills(api, state, progress), this.#trade]),
      processes.watch(),
    ]);
    signal.throwIfAborted();
    // Statements of the month's last days may have come behind the bills.
    await progress.tell(this.#watch.seconds);
    this.#watch.lap('trade');
    const { report, period } = await gatherReport({
      api,
      bills,
      state,
      network: network.description,
      seconds: this.#watch.seconds,
      trade: shown?.report ?? null,
    });
    await writeAtomically(this.#settings.reportFile, `${JSON.stringify(report, undefined, 2)}\n`);
    const { file } = state;
    const { timeZone, currency } = file.community;
    const setting = { timeZone, currency };
    const result = { report, bills, period, setting, watch: this.#watch, file, trade: shown?.trade };
    // With --json a failure is the one document.
    if (failure === undefined || !this.#output.json) this.#output.result(report, showResult(result));
    this.#output.progress(`written: ${this.#settings.reportFile}`);
    if (failure !== undefined) throw failure;
  }

  async #bills(
    api: CommunityApi,
    state: InitState,
    progress: DemoProgress,
  ): Promise<readonly DeliveredBill[]> {
    const bills = await waitForBills({
      api,
      homes: state.homes.map(({ homeId }) => homeId),
      periodId: state.file.period,
      progress,
      watch: this.#watch,
      untilSeconds: this.#watch.seconds + (DAYS_OF_PERIOD * DAY) / state.clock.speed + SETTLING_SECONDS,
      signal: this.#interruption.signal,
    });
    this.#watch.lap('month and bills');
    return bills;
  }

  async #stop(): Promise<void> {
    // Ends a wait that lost its race, too.
    this.#interruption.abort();
    this.#output.progress('stopping agents, gateway and network …');
    await this.#processes?.stop();
    // Aborted it ends soon, and nothing of it asks a network that is gone.
    await this.#trade;
    await this.#network?.stop();
  }
}
