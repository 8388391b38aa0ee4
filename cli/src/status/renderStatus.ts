import type { ProcessStatus } from '@acequia/network';
import type { CommunityAnswer, PeriodAnswer, SummaryAnswer } from '../api/answers.js';
import { formatMoment } from '../format/formatMoment.js';
import { groupThousands } from '../format/groupThousands.js';
import type { AgentStatus } from '@acequia/edge-agent';

/** Everything at a glance; what does not answer is absent. */
export interface StatusFacts {
  readonly network: { readonly name: string; readonly processes: readonly ProcessStatus[] } | undefined;
  readonly api:
    | {
        readonly url: string;
        readonly community: CommunityAnswer;
        readonly summary: SummaryAnswer;
        readonly period: PeriodAnswer | undefined;
      }
    | undefined;
  /** Of this machine, by home. */
  readonly agents: readonly { readonly homeId: string; readonly status: AgentStatus | undefined }[];
}

/** The state of network, community and homes, and what to do next. */
export function renderStatus({ network, api, agents }: StatusFacts): string[] {
  return [
    ...renderNetwork(network),
    ...(api === undefined
      ? [
          `The community's gateway does not answer. Next: ${agents.length === 0 ? 'acequia init, then ' : ''}acequia run`,
        ]
      : renderApi(api)),
    ...agents.map(({ homeId, status }) => renderAgent(homeId, status)),
  ];
}

function renderNetwork(network: StatusFacts['network']): string[] {
  if (network === undefined) return ['There is no network here. Next: acequia network up'];
  const { name, processes } = network;
  const running = processes.filter(({ state }) => state === 'running').length;
  const line = `Network ${name}: ${String(running)} of ${String(processes.length)} processes run.`;
  return running === processes.length ? [line] : [`${line} Next: acequia network up`];
}

function renderApi({ url, community, summary, period }: NonNullable<StatusFacts['api']>): string[] {
  const { name, timeZone, ledgerTime, speed } = community;
  const number = (value: number): string => groupThousands(BigInt(value));
  return [
    `Community "${name}", API ${url}`,
    `Ledger time ${formatMoment(ledgerTime, timeZone)} (${timeZone})` +
      (speed === 1
        ? ''
        : `, running ${number(speed)} times as fast as the clock on the wall: a demonstration`),
    `Windows of readings: ${number(summary.windows)} sent, ${number(summary.accepted)} accepted, ` +
      `${number(summary.rejected)} rejected, ${number(summary.waiting)} waiting`,
    `Transactions: ${number(summary.transactions)} in ${number(summary.blocks)} blocks; bills: ${number(summary.bills)}, ` +
      `${number(summary.finalBills)} final`,
    period === undefined
      ? 'No period is there yet.'
      : `Period ${period.periodId}: ${period.closedAt === undefined ? 'open' : 'closed'}`,
  ];
}

function renderAgent(homeId: string, status: AgentStatus | undefined): string {
  if (status === undefined) return `Agent of ${homeId}: has not run on this machine`;
  const sum = (pick: (device: AgentStatus['devices'][number]) => number): string =>
    String(status.devices.reduce((total, device) => total + pick(device), 0));
  const [sent, queued, setAside] = [sum((d) => d.sent), sum((d) => d.queued), sum((d) => d.setAside)];
  return `Agent of ${homeId}: ${sent} windows sent, ${queued} to be sent, ${setAside} set aside`;
}
