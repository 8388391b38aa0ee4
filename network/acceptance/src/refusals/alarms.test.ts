import { ALARM_SLOTS, random16Hex, sealNoAlarm } from '@acequia/protocol';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';
import { refusedByChaincode } from './refusedByChaincode.js';

describe('batches of alarms are refused, and change nothing,', () => {
  const slots = (): string[] => Array.from({ length: ALARM_SLOTS }, () => sealNoAlarm().toString('base64'));

  it('with more slots than eight, or fewer', async () => {
    const [slot = ''] = slots();
    const wrong = [[], slots().slice(1), [...slots(), slot]];
    const requests = wrong.map((each) => ({ batchId: random16Hex(), slots: each }));
    await refusedByChaincode(suite().community.operator, 'alarms:sendAlarms', requests, 'INPUT_INVALID');
  });

  it('with a slot of another length than all others, for it would tell what is in it', async () => {
    const requests = [0, 48, 512, 559, 561, 1120].map((length) => ({
      batchId: random16Hex(),
      slots: [...slots().slice(1), Buffer.alloc(length, 3).toString('base64')],
    }));
    await refusedByChaincode(suite().community.operator, 'alarms:sendAlarms', requests, 'INPUT_INVALID');
  });

  it('that name a home', async () => {
    const request = { batchId: random16Hex(), slots: slots(), homeId: 'SH1' };
    await refusedByChaincode(suite().community.operator, 'alarms:sendAlarms', [request], 'INPUT_INVALID');
  });

  it('from anybody but the community', async () => {
    const { parties } = suite().community;
    for (const { ledger } of [parties.households.SH1, parties.auditor, parties.installer]) {
      const request = { batchId: random16Hex(), slots: slots() };
      await refused(() => ledger.alarms.sendAlarms(request), 'ROLE_DENIED');
    }
  });
});
