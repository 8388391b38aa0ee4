import type { AcceptanceConfig } from './acceptanceConfig.js';
import { notices } from './notices.js';
import { startSuite, stopSuite } from './Suite.js';

/** Mocha's hooks around a whole run. */
export interface RootHooks {
  beforeAll(this: Mocha.Context): Promise<void>;
  afterEach(this: Mocha.Context): void;
  afterAll(this: Mocha.Context): Promise<void>;
}

/** One network for the whole run. It ends with the run, and by its parent's pid also when the run is killed. */
export function createRootHooks(config: AcceptanceConfig): RootHooks {
  const started = Date.now();
  let complete = false;
  let failures = 0;
  const say = (line: string): void => {
    process.stderr.write(`  [${((Date.now() - started) / 1000).toFixed(1)} s] ${line}\n`);
  };
  return {
    async beforeAll(): Promise<void> {
      this.timeout(600_000);
      await startSuite(config, say);
      complete = true;
    },
    afterEach(): void {
      const retries = notices.splice(0);
      if (this.currentTest?.state !== 'failed') return;
      failures += 1;
      for (const { at, who, phase, code, text, function: name } of retries.slice(-20)) {
        say(`${new Date(at).toISOString()} ${who} tried ${name ?? phase} again: ${code}: ${text}`);
      }
    },
    async afterAll(): Promise<void> {
      this.timeout(180_000);
      const remove = complete && failures === 0 && !config.keep;
      await stopSuite(config, remove);
      if (!remove) say(`logs and ledgers are kept in ${config.dir}`);
    },
  };
}
