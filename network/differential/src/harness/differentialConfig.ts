import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';

const kinds = ['fabric', 'embedded'] as const;
export type NetworkKind = (typeof kinds)[number];

/** The one place where these suites read their environment. */
export interface DifferentialConfig {
  /**
   * The networks to run: one for the conformance cases alone, two to compare them too. Two of a kind show what is chance.
   */
  readonly networks: readonly NetworkKind[];
  /** Of the schedule; a random one by default. */
  readonly seed: number;
  /** How many transactions the schedule submits. */
  readonly transactions: number;
  /** Folder of this run; absolute. */
  readonly dir: string;
  /** Whether what real Fabric answers to the named cases is kept as what must be answered. */
  readonly record: boolean;
  /** Keeps the folder, logs and ledgers included, of a run without failures too. */
  readonly keep: boolean;
}

/** @throws Error when ACEQUIA_NETWORK, SEED or STEPS says what cannot be. */
export function differentialConfig(env: NodeJS.ProcessEnv = process.env): DifferentialConfig {
  return {
    networks: networksOf(env.ACEQUIA_NETWORK),
    seed: numberOf('SEED', env.SEED) ?? randomInt(2 ** 31),
    transactions: numberOf('STEPS', env.STEPS) ?? 200,
    dir: resolve('build', `differential-${process.pid}`),
    record: env.RECORD === '1',
    keep: env.ACEQUIA_KEEP === '1',
  };
}

function networksOf(text = ''): readonly NetworkKind[] {
  if (text === '') return kinds;
  return text.split(',').map((name) => {
    const kind = kinds.find((one) => one === name);
    if (kind === undefined)
      throw new Error(`NETWORK_UNKNOWN: ACEQUIA_NETWORK is ${text}; known are: ${kinds.join(', ')}`);
    return kind;
  });
}

function numberOf(name: string, text = ''): number | undefined {
  if (text === '') return undefined;
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new Error(`NUMBER_INVALID: ${name} is ${text}, which is no natural number`);
}
