import { expect } from 'chai';
import { hashCanonical, random16Hex } from '@acequia/protocol';
import { asSubmission } from '../harness/asSubmission.js';
import { baseFeeBill, statementOf } from '../harness/documents.js';
import { expectCode } from '../harness/expectCode.js';
import { newAccountId, openPeriod } from '../harness/openPeriod.js';
import { suite } from '../harness/Suite.js';

describe('private values', () => {
  it('are sent for endorsement to the members of their collection and to nobody else', async () => {
    const { community, network, state } = suite();
    const { ledger } = community.operator;
    const period = await openPeriod(community);
    const meter = await community.enrolMeter('SH2');
    const { deviceId, homeId } = meter;
    const { statementId } = statementOf(homeId, '2001-01-01', period.periodId);
    const bill = baseFeeBill(homeId, period, 'B-PRIVATE-1', 'none');
    const { number, periodId } = bill;
    await Promise.all([
      community.submit(meter, meter.window()),
      ledger.quota.assignAccount(
        { homeId },
        { quotaAccount: { accountId: newAccountId(), salt: random16Hex() } },
      ),
      ledger.monitoring.deliverStatement(
        { homeId, statementId },
        { statement: statementOf(homeId, statementId, periodId) },
      ),
      ledger.billing.previewBill({ number, homeId, periodId, commitment: hashCanonical(bill) }),
    ]);
    await ledger.billing.deliverBill({ number }, { document: bill });
    await ledger.monitoring.decideWindows({ decisions: [{ deviceId, sequence: 1, verdict: 'accepted' }] });
    await community.home('SH2').ledger.monitoring.purgePayload({ deviceId, sequence: 1 });

    const { chaincode: ours } = network.description;
    const writes = (await state.transactions()).filter(
      ({ chaincode, collections }) => chaincode === ours && collections.length > 0,
    );
    const functions = new Set(writes.map((transaction) => transaction.function));
    // Whatever else writes to a collection, because another story ran before, is held to the same below.
    expect([...functions]).to.include.members([
      'monitoring:submitWindows',
      'monitoring:deliverStatement',
      'monitoring:purgePayload',
      'quota:assignAccount',
      'billing:deliverBill',
    ]);
    for (const { id, collections, endorsers } of writes) {
      const homes = collections.map(({ collection }) => collection.replace('Collection', 'MSP'));
      expect(endorsers, `who endorsed ${id}`).to.have.members(['CommunityMSP', ...homes]);
    }
  });

  it('cannot be written by another home into a collection that it is no member of', async () => {
    const { community } = suite();
    const meter = await community.enrolMeter('SH2');
    const { monitoring } = community.home('SH1').ledger;
    await expectCode(monitoring.submitWindows(...asSubmission([meter.window()])), 'HOME_DENIED');
  });
});
