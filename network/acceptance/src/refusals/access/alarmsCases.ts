import { ALARM_SLOTS, random16Hex, sealNoAlarm } from '@acequia/protocol';
import type { AccessCases } from './AccessCase.js';

export const alarmsCases: AccessCases<'alarms'> = {
  sendAlarms: {
    request: () => ({
      batchId: random16Hex(),
      slots: Array.from({ length: ALARM_SLOTS }, () => sealNoAlarm().toString('base64')),
    }),
    code: 'ROLE_DENIED',
  },
  // Everybody looks whether one is theirs.
  getAlarmBatch: { request: ({ alarms }) => alarms },
  listAlarmBatches: { request: ({ alarms: { day } }) => ({ day }) },
};
