import { ALARM_SLOTS, random16Hex, sealNoAlarm, type Role, type Transactions } from '@acequia/protocol';
import type { AccessCase } from './AccessCase.js';

const all: readonly Role[] = ['operator', 'household', 'auditor', 'installer', 'supplier'];
const DAY = '0000017045';

/** A case for every function of alarms: only the community sends them, and everybody may look whether one is theirs. */
export function alarmAccessCases(): { readonly [F in keyof Transactions['alarms']]: AccessCase } {
  const batchId = random16Hex();
  const slots = Array.from({ length: ALARM_SLOTS }, () => sealNoAlarm().toString('base64'));
  return {
    sendAlarms: { roles: ['operator'], request: { batchId, slots }, neighbour: 'ROLE_DENIED' },
    getAlarmBatch: { roles: all, request: { day: DAY, batchId }, neighbour: 'everybody' },
    listAlarmBatches: { roles: all, request: { day: DAY }, neighbour: 'everybody' },
  };
}
