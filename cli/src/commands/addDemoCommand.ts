import { Option, type Command } from 'commander';
import type { CommandContext } from '../CommandContext.js';
import { dataOption } from './dataOption.js';
import { Demo } from '../demo/Demo.js';
import { networkKindOption } from './networkKindOption.js';
import { parseInteger } from './parseInteger.js';

interface DemoOptions {
  readonly data: string;
  readonly once?: boolean;
  readonly network?: 'embedded' | 'fabric';
  readonly speed?: number;
  readonly build: string;
}

/** `acequia demo`, which `make demo` runs. */
export function addDemoCommand(program: Command, { output }: CommandContext): void {
  program
    .command('demo')
    .description('a month of three homes on a fresh network, then the API until Ctrl-C')
    .addOption(dataOption())
    .addOption(
      networkKindOption(
        '--network <kind>',
        'what to play on: embedded in one process without consensus (the default), or fabric, the real one',
      ),
    )
    .option('--build <folder>', 'where demo-network, demo-run and demo.json go', 'build')
    .addOption(new Option('--once', 'end after printing').env('DEMO_ONCE'))
    .addOption(
      new Option(
        '--speed <times>',
        'how much faster ledger time runs; a day a second, or 6 hours on Fabric, when absent',
      )
        .env('DEMO_SPEED')
        .argParser(parseInteger(1000, 200_000)),
    )
    .action(async ({ data, once, network, speed, build }: DemoOptions) => {
      const demo = new Demo(
        {
          networkDir: `${build}/demo-network`,
          runDir: `${build}/demo-run`,
          reportFile: `${build}/demo.json`,
          dataDir: data,
          once: once === true,
          ...(network === undefined ? {} : { kind: network }),
          ...(speed === undefined ? {} : { speed }),
        },
        output(),
      );
      await demo.run();
    });
}
