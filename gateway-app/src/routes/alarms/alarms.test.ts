import { random16Hex } from '@acequia/protocol';
import { expect } from 'chai';
import request from 'supertest';
import { openApi } from '../../../test/openApi.js';
import { START } from '../../../test/SampleLedger.js';
import { sampleMonth } from '../../../test/sampleMonth.js';
import { omit } from '../../omit.js';
import type { KeptAlarm } from '../../alarms/AlarmBook.js';

const kept: KeptAlarm = {
  alarm: {
    version: 1,
    alarmId: random16Hex(),
    homeId: 'SH1',
    code: 'LOW_BALANCE',
    state: 'raised',
    at: START,
    count: 1,
  },
  sentAt: START + 1,
  copies: [{ recipient: 'SH1' }, { recipient: 'SH2', delegationId: random16Hex(), openedAt: START + 9 }],
};

describe('GET /alarms', () => {
  it('shows the community what it sent to whom, and when it was opened', async () => {
    const { blocks } = sampleMonth().ledger.builder;
    const api = openApi(blocks, { role: 'community' }, START, undefined, { alarms: () => [kept] });
    try {
      const answer = await request(api.server).get('/alarms?limit=10').expect(200);
      const alarm = omit(kept.alarm, 'version');
      expect(answer.body).to.deep.equal({
        alarms: [{ ...alarm, sentAt: START + 1, openedAt: START + 9, sentTo: kept.copies }],
      });
      await request(api.server).get('/alarms?limit=0').expect(400);
    } finally {
      api.close();
    }
  });

  it('shows homes nothing', async () => {
    const api = openApi(sampleMonth().ledger.builder.blocks, { role: 'home', homeId: 'SH1' }, START);
    try {
      const answer = await request(api.server).get('/alarms').expect(403);
      expect(answer.body).to.have.nested.property('error.code', 'ALARMS_DENIED');
    } finally {
      api.close();
    }
  });
});
