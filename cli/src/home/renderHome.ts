import type { BillAnswer, CommunityAnswer, HomeAnswer, UseAnswer } from '../api/answers.js';
import { renderBillList } from '../bill/renderBillList.js';
import { plainWords } from '../bill/plainWords.js';
import { formatMoment } from '../format/formatMoment.js';
import { formatTable } from '../format/formatTable.js';
import type { AgentStatus } from '@acequia/edge-agent';
import { renderUse } from './renderUse.js';

/** All that is known of a home here. */
export interface HomeFacts {
  readonly home: HomeAnswer;
  readonly use: UseAnswer | undefined;
  readonly bills: readonly BillAnswer[];
  /** Of the home's agent; absent where it is not on this machine or has not run yet. */
  readonly agent: AgentStatus | undefined;
}

/** One home: use against quota, meters and their queues, bills. */
export function renderHome({ home, use, bills, agent }: HomeFacts, community: CommunityAnswer): string[] {
  return [
    `Home ${home.homeId} (${home.status})`,
    ...(use === undefined
      ? ['No period has started yet.']
      : [`Period ${use.periodId}, ${phase(use)}:`, ...renderUse(use)]),
    '',
    ...renderDevices(home, agent, community),
    '',
    ...renderBillList(bills, community),
  ];
}

function phase({ closedAt }: UseAnswer): string {
  return closedAt === undefined ? 'open' : 'closed';
}

function renderDevices(
  { devices }: HomeAnswer,
  agent: AgentStatus | undefined,
  { timeZone }: CommunityAnswer,
): string[] {
  return formatTable(
    [
      { heading: 'meter', align: 'left' },
      { heading: 'of', align: 'left' },
      { heading: 'status', align: 'left' },
      { heading: 'readings', align: 'left' },
      { heading: 'known until', align: 'left' },
      { heading: 'to be checked', align: 'right' },
      { heading: 'to be sent', align: 'right' },
      { heading: 'set aside', align: 'right' },
    ],
    devices.map((device) => {
      const queue = agent?.devices.find(({ deviceId }) => deviceId === device.deviceId);
      return [
        device.deviceId,
        device.flow === 'production' ? `${device.resource} made` : device.resource,
        device.status,
        plainWords.trust[device.trust],
        device.lastWindowEnd === undefined ? '-' : formatMoment(device.lastWindowEnd, timeZone),
        String(device.waiting),
        queue === undefined ? '-' : String(queue.queued),
        queue === undefined ? '-' : String(queue.setAside),
      ];
    }),
  );
}
