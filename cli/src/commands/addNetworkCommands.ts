import { Option, type Command } from 'commander';
import { openNetwork } from '@acequia/network';
import { DEFAULTS } from '../defaults.js';
import type { CommandContext } from '../CommandContext.js';
import { describeNetworkStatus } from '../network/describeNetworkStatus.js';
import { ensureNetwork } from '../network/ensureNetwork.js';
import { networkKindOption } from './networkKindOption.js';
import { parseInteger } from './parseInteger.js';

interface DirOption {
  readonly dir: string;
}
interface UpOptions extends DirOption {
  readonly kind?: 'fabric' | 'embedded';
  readonly homes?: number;
  readonly ordering?: 'bft' | 'raft';
  readonly topology?: string;
}

/** `acequia network up|down|status|restart|clean`. */
export function addNetworkCommands(program: Command, { output }: CommandContext): void {
  const group = program.command('network').description('the network on this machine');
  const command = (name: string, description: string): Command =>
    group
      .command(name)
      .description(description)
      .option('--dir <folder>', "the network's folder", DEFAULTS.networkDir);

  command('up', 'create the network if there is none yet, and start it')
    .addOption(
      networkKindOption(
        '--kind <kind>',
        'of a new network: embedded in one process without consensus (the default), or fabric, the real one',
      ),
    )
    .option('--homes <count>', 'how many homes, of a new network', parseInteger(1, 40))
    .addOption(new Option('--ordering <kind>', 'of a new Fabric network').choices(['bft', 'raft']))
    .option('--topology <name or file>', 'what a new network looks like, from test-network-config')
    .action(async (options: UpOptions) => {
      const out = output();
      const network = await ensureNetwork(options, (line) => {
        out.progress(line);
      });
      await network.start();
      const { value, lines } = describeNetworkStatus(network, await network.status());
      out.result(value, [...lines, '', `Next: acequia init --network ${options.dir}`]);
    });

  command('down', 'stop every process; the ledger stays').action(async ({ dir }: DirOption) => {
    const network = openNetwork(dir);
    await network.stop();
    output().result({ dir: network.dir, stopped: true }, [
      `Stopped; the ledger is kept in ${network.dir}.`,
      `Next: acequia network up --dir ${dir}    or    acequia network clean --dir ${dir}`,
    ]);
  });

  command('status', 'every process: state, ledger height, restarts').action(async ({ dir }: DirOption) => {
    const network = openNetwork(dir);
    const { value, lines } = describeNetworkStatus(network, await network.status());
    output().result(value, lines);
  });

  command('restart', 'stop and start again with the ledger kept').action(async ({ dir }: DirOption) => {
    const out = output();
    const network = openNetwork(dir, {
      onProgress: (line) => {
        out.progress(line);
      },
    });
    await network.stop();
    await network.start();
    const { value, lines } = describeNetworkStatus(network, await network.status());
    out.result(value, lines);
  });

  command('clean', 'stop the network and delete it with its ledger').action(async ({ dir }: DirOption) => {
    const network = openNetwork(dir);
    await network.clean();
    output().result({ dir: network.dir, removed: true }, [
      `Removed ${network.dir} with its ledger and identities.`,
      'A run folder made for it (acequia init) is of no use any more: remove it too.',
    ]);
  });
}
