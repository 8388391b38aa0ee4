import {
  ALARM_SLOTS,
  generateX25519,
  openAlarm,
  random16Hex,
  sealAlarm,
  sealNoAlarm,
  type Alarm,
} from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import { expectRefused } from '../../test/expectRefused.js';
import type { Receipt } from '../../test/Receipt.js';
import { TEST_DOMAIN } from '../../test/TEST_DOMAIN.js';

/** 2016-09-01, days since 1970. */
const DAY = '0000017045';
type Fields = Readonly<Record<string, unknown>>;

describe('alarms', () => {
  const batchId = random16Hex();
  const keys = generateX25519();
  let community: Community;
  let alarm: Alarm;
  let slots: string[];
  beforeEach(async () => {
    community = new Community();
    await community.start();
    alarm = {
      version: 1,
      alarmId: random16Hex(),
      homeId: 'SH1',
      code: 'LEAK_SUSPECTED',
      state: 'raised',
      resource: 'water',
      at: community.origin - 3600,
      sentAt: community.origin,
      count: 1,
      value: 12,
    };
    const real = sealAlarm(alarm, keys.publicKey, TEST_DOMAIN, batchId);
    slots = Array.from({ length: ALARM_SLOTS }, (_, index) =>
      (index === 5 ? real : sealNoAlarm()).toString('base64'),
    );
  });

  const send = (changes: Fields = {}): Promise<Receipt> =>
    community.ledger.run(community.operator, 'alarms', 'sendAlarms', { batchId, slots, ...changes });
  const refused = (changes: Fields, code: string): Promise<unknown> =>
    expectRefused(community.ledger, () => send(changes), code);

  it('go onto the ledger in batches, with an event that names no home', async () => {
    const { writes, privateWrites, event } = await send();
    expect(writes).to.deep.equal({
      [`alarmBatch/${DAY}/${batchId}`]: { batchId, sentAt: community.origin, slots },
    });
    expect(privateWrites).to.deep.equal({});
    expect(event).to.deep.equal({ name: 'AlarmsSent', payload: { day: DAY, batchId } });
  });

  it('are opened by whom they are for, out of what everybody reads', async () => {
    await send();
    const { result } = await community.ledger.run(community.neighbour, 'alarms', 'getAlarmBatch', {
      day: DAY,
      batchId,
    });
    const opened = (result as { slots: string[] }).slots.map((slot) => {
      try {
        return openAlarm(Buffer.from(slot, 'base64'), keys.privateKey, TEST_DOMAIN, batchId);
      } catch {
        return undefined;
      }
    });
    expect(opened.filter((found) => found !== undefined)).to.deep.equal([alarm]);
  });

  it('are listed by the day that they were sent on', async () => {
    const day = (number: number): string => String(number).padStart(10, '0');
    const list = async (of: string): Promise<unknown> =>
      (await community.ledger.run(community.household, 'alarms', 'listAlarmBatches', { day: of })).result;
    community.pass(86_399);
    await send({ batchId: '2'.repeat(32) });
    community.pass(1);
    await send({ batchId: '1'.repeat(32) });
    await send({ batchId: '0'.repeat(32) });
    const { origin } = community;
    expect(await list(DAY)).to.deep.equal([{ batchId: '2'.repeat(32), sentAt: origin + 86_399, slots }]);
    expect(await list(day(17_046))).to.deep.equal([
      { batchId: '0'.repeat(32), sentAt: origin + 86_400, slots },
      { batchId: '1'.repeat(32), sentAt: origin + 86_400, slots },
    ]);
    expect(await list(day(17_047))).to.deep.equal([]);
    await expectCode(
      community.ledger.run(community.household, 'alarms', 'getAlarmBatch', { day: DAY, batchId }),
      'ALARM_BATCH_UNKNOWN',
    );
  });

  it('are always of the same number and length', async () => {
    const [slot = ''] = slots;
    const bytes = Buffer.from(slot, 'base64');
    await refused({ slots: [] }, 'INPUT_INVALID');
    await refused({ slots: slots.slice(1) }, 'INPUT_INVALID');
    await refused({ slots: [...slots, slot] }, 'INPUT_INVALID');
    for (const wrong of [
      bytes.subarray(1).toString('base64'),
      Buffer.concat([bytes, Buffer.of(0)]).toString('base64'),
      slot.replace(/^./, '-'),
      '',
    ]) {
      await refused({ slots: [wrong, ...slots.slice(1)] }, 'INPUT_INVALID');
    }
    await refused({ batchId: 'A'.repeat(32) }, 'INPUT_INVALID');
    await refused({ homeId: 'SH1' }, 'INPUT_INVALID');
  });

  it('are sent once under one id', async () => {
    await send();
    await refused({ slots: [...slots].reverse() }, 'ALARM_BATCH_EXISTS');
  });
});
