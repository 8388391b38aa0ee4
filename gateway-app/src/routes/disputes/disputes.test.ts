import { publicRecords, random16Hex, type DisputeRecord, type Finding } from '@acequia/protocol';
import { expect } from 'chai';
import request from 'supertest';
import { put } from '../../../test/LedgerBuilder.js';
import { openApi } from '../../../test/openApi.js';
import { START, type SampleLedger } from '../../../test/SampleLedger.js';
import { sampleMonth } from '../../../test/sampleMonth.js';

const disputeId = 'D-0123456789abcdef';
const sealed = Buffer.alloc(1072).toString('base64');
const record: DisputeRecord = {
  disputeId,
  homeId: 'SH1',
  subject: { kind: 'bill', number: 'B-2016-09-SH1' },
  openedBy: 'household',
  auditor: { mspId: 'PublicMSP', keyHash: 'e'.repeat(64), owner: `party-${'e'.repeat(64)}` },
  reasonHash: 'a'.repeat(64),
  sealedReason: Buffer.alloc(560).toString('base64'),
  openedAt: START,
  status: 'found',
  finding: {
    outcome: 'upheld',
    findingHash: 'b'.repeat(64),
    sealedForHome: sealed,
    sealedForCommunity: sealed,
    foundAt: START + 5,
  },
};
const finding: Finding = {
  version: 1,
  salt: random16Hex(),
  disputeId,
  outcome: 'upheld',
  words: 'It was.',
  correctionMinor: '-100',
};

function disputed(): SampleLedger {
  const { ledger } = sampleMonth();
  ledger.builder.add({
    function: 'disputes:recordFinding',
    writes: [put(publicRecords.dispute, [disputeId], record)],
  });
  return ledger;
}

describe('GET /homes/:homeId/disputes', () => {
  it('shows a home its disputes with what was found, where it can be opened', async () => {
    const { blocks } = disputed().builder;
    const shown = {
      disputeId,
      homeId: 'SH1',
      subject: record.subject,
      openedBy: 'household',
      openedAt: START,
      status: 'found',
      disclosed: 0,
    };
    for (const [opened, words] of [
      [finding, { words: 'It was.', correctionMinor: '-100' }],
      [undefined, {}],
    ] as const) {
      const parts = { finding: () => Promise.resolve(opened) };
      const api = openApi(blocks, { role: 'home', homeId: 'SH1' }, START, undefined, parts);
      try {
        const answer = await request(api.server).get('/homes/SH1/disputes').expect(200);
        expect(answer.body).to.deep.equal({
          disputes: [{ ...shown, finding: { outcome: 'upheld', foundAt: START + 5, ...words } }],
        });
      } finally {
        api.close();
      }
    }
  });

  it("refuses another home's", async () => {
    const api = openApi(disputed().builder.blocks, { role: 'home', homeId: 'SH2' }, START);
    try {
      await request(api.server).get('/homes/SH1/disputes').expect(403);
    } finally {
      api.close();
    }
  });
});
