import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';

/** The one place where the suite reads its environment. */
export interface AcceptanceConfig {
  /** Which network to run on. */
  readonly network: 'embedded' | 'fabric';
  /** Folder of this run; absolute. */
  readonly dir: string;
  /** Keeps the folder, logs and ledgers included, of a run without failures too. */
  readonly keep: boolean;
  /** Ledger seconds per second: an hour each second lets periods end while a test waits. */
  readonly speed: number;
  /** What fixes the delays between the peers of an embedded network: `ACEQUIA_SEED`, or drawn and told. */
  readonly seed: number;
  /** `ACEQUIA_THOROUGH=1`: kills every process several times at random moments, not once or twice. */
  readonly isThorough: boolean;
}

/** @throws Error when ACEQUIA_NETWORK names a network that the suite does not know, or ACEQUIA_SEED is no number. */
export function acceptanceConfig(env: NodeJS.ProcessEnv = process.env): AcceptanceConfig {
  const network = env.ACEQUIA_NETWORK ?? 'embedded';
  if (network !== 'fabric' && network !== 'embedded')
    throw new Error(`NETWORK_UNKNOWN: ACEQUIA_NETWORK is ${network}; known are: embedded, fabric`);
  return {
    network,
    dir: resolve('build', `acceptance-${process.pid}`),
    keep: env.ACEQUIA_KEEP === '1',
    speed: 3600,
    seed: env.ACEQUIA_SEED === undefined ? randomInt(1_000_000) : seedOf(env.ACEQUIA_SEED),
    isThorough: env.ACEQUIA_THOROUGH === '1',
  };
}

function seedOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`SEED_INVALID: ACEQUIA_SEED is ${text}; a number is wanted`);
  return Number(text);
}
