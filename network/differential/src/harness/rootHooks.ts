import { suite } from './suite.js';

const { config } = suite;
const started = Date.now();
let complete = false;
let failures = 0;

function say(line: string): void {
  process.stderr.write(`  [${((Date.now() - started) / 1000).toFixed(1)} s] ${line}\n`);
}

/** The networks of the whole run. They end with the run, and by their parent's pid also when the run is killed. */
export const mochaHooks = {
  async beforeAll(this: Mocha.Context): Promise<void> {
    this.timeout(600_000);
    say(`the schedule: SEED=${config.seed} STEPS=${config.transactions}`);
    await suite.start(say);
    complete = true;
  },
  afterEach(this: Mocha.Context): void {
    if (this.currentTest?.state === 'failed') failures += 1;
  },
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(60_000);
    const remove = complete && failures === 0 && !config.keep;
    await suite.stop(remove);
    if (!remove) say(`logs and ledgers are kept in ${config.dir}`);
  },
};
