import type { Network, ProcessStatus } from '@acequia/network';
import { formatTable } from '../format/formatTable.js';
import { orderingWords } from './orderingWords.js';

/** A network's state for people (lines) and programs (value). */
export function describeNetworkStatus(
  network: Pick<Network, 'dir' | 'description' | 'orderingNote'>,
  processes: readonly ProcessStatus[],
): { value: unknown; lines: string[] } {
  const { name, kind, channel, ordering, organisations } = network.description;
  const running = processes.filter(({ state }) => state === 'running').length;
  const homes = organisations.filter((organisation) => organisation.kind === 'home').length;
  const lines = [
    `Network ${name} (${kind}, ${orderingWords[ordering]}, channel ${channel}): ${String(homes)} homes, ` +
      `${String(running)} of ${String(processes.length)} processes run.`,
    ...(network.orderingNote === undefined ? [] : [network.orderingNote]),
    ...formatTable(
      [
        { heading: 'process', align: 'left' },
        { heading: 'kind', align: 'left' },
        { heading: 'state', align: 'left' },
        { heading: 'pid', align: 'right' },
        { heading: 'up', align: 'right' },
        { heading: 'blocks', align: 'right' },
        { heading: 'restarts', align: 'right' },
      ],
      processes.map((process) => [
        process.name,
        process.kind,
        process.state,
        process.pid === undefined ? '-' : String(process.pid),
        process.uptimeSeconds === undefined ? '-' : `${String(Math.round(process.uptimeSeconds))} s`,
        process.height === undefined ? '-' : String(process.height),
        String(process.restarts),
      ]),
    ),
  ];
  const note = network.orderingNote === undefined ? {} : { orderingNote: network.orderingNote };
  return {
    value: { dir: network.dir, name, kind, channel, ordering, ...note, homes, processes },
    lines,
  };
}
