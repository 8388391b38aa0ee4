import { expect } from 'chai';
import request from 'supertest';
import { openApi } from '../../../test/openApi.js';
import { sampleBill, START, type SampleLedger } from '../../../test/SampleLedger.js';
import { sampleMonth } from '../../../test/sampleMonth.js';
import type { BillView } from '../../presenters/presentBill.js';

async function bill(ledger: SampleLedger, homeId?: string): Promise<BillView> {
  const viewer = homeId === undefined ? { role: 'community' as const } : { role: 'home' as const, homeId };
  const api = openApi(ledger.builder.blocks, viewer, START);
  try {
    return (await request(api.server).get('/bills/B-2016-09-SH1').expect(200)).body as BillView;
  } finally {
    api.close();
  }
}

describe('GET /bills', () => {
  it('shows a whole bill, which the home computed anew and agrees with', async () => {
    const { ledger, computed } = sampleMonth();
    const view = await bill(ledger, 'SH1');
    expect(view).to.include({ number: 'B-2016-09-SH1', status: 'final', kind: 'bill', check: 'agrees' });
    expect(view.document?.lines).to.deep.equal(computed.lines);
    expect(view.document).to.not.have.property('salt');
    // 15 kWh at 0.15 and 1 kWh at 0.25, 600 L at 1.85 a cubic metre, 6.00 in any case.
    expect(view.document?.totalMinor).to.equal(String(600 + 225 + 25 + 111));
  });

  it('says so when the bill is not what the readings give', async () => {
    const ledger = sampleMonth().ledger;
    const { computed } = sampleMonth();
    ledger.bill(sampleBill('SH1', { ...computed, totalMinor: '99999' }));
    expect((await bill(ledger, 'SH1')).check).to.equal('differs');
  });

  it('says so when readings were erased', async () => {
    const { ledger } = sampleMonth();
    const view = await bill(ledger);
    expect(view.check).to.equal('agrees');
    ledger.purge('sh1-energy', 1);
    expect((await bill(ledger)).check).to.equal('incomplete');
  });

  it("refuses another home's bill", async () => {
    const api = openApi(sampleMonth().ledger.builder.blocks, { role: 'home', homeId: 'SH2' }, START);
    try {
      const answer = await request(api.server).get('/bills/B-2016-09-SH1');
      expect(answer.status).to.equal(403);
      expect(answer.body).to.have.nested.property('error.code', 'HOME_DENIED');
    } finally {
      api.close();
    }
  });
});
