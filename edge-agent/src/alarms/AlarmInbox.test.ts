import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ALARM_SLOTS,
  generateX25519,
  random16Hex,
  sealAlarm,
  sealNoAlarm,
  type Alarm,
  type AlarmBatchRecord,
} from '@acequia/protocol';
import { KeyStore } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { anAlarm } from '../../test/anAlarm.js';
import { GRID } from '../../test/aTerms.js';
import { DOMAIN } from '../../test/FileLedger.js';
import { cipher } from '../../test/homeKeysOn.js';
import type { OpenedAlarm } from '../control/controlSchemas.js';
import { AlarmInbox } from './AlarmInbox.js';
import type { AlarmKey } from './AlarmKey.js';

const DELEGATION = 'ab'.repeat(16);

describe('AlarmInbox', () => {
  const own = generateX25519();
  const taken = generateX25519();
  const keys: readonly AlarmKey[] = [
    { privateKey: own.privateKey, homeId: 'SH1' },
    { privateKey: taken.privateKey, homeId: 'SH2', delegationId: DELEGATION },
  ];
  let folder: string;
  let batches: AlarmBatchRecord[];
  let told: OpenedAlarm[];

  const open = async (): Promise<AlarmInbox> => {
    const inbox = new AlarmInbox({
      ledger: {
        alarms: {
          getAlarmBatch: async ({ batchId }) => {
            const batch = batches.find((known) => known.batchId === batchId);
            return batch === undefined ? Promise.reject(new Error('no batch')) : Promise.resolve(batch);
          },
        },
      },
      keys: async () => Promise.resolve(keys),
      store: new KeyStore(folder, cipher),
      domain: DOMAIN,
      now: () => GRID + 100,
      onAlarm: async (alarm) => {
        told.push(alarm);
        return Promise.resolve();
      },
      onWaiting: () => undefined,
    });
    await inbox.load();
    return inbox;
  };

  /** Puts a batch on the ledger. */
  const send = (
    ...alarms: readonly { alarm: Alarm; to: Buffer; domain?: string }[]
  ): { day: string; batchId: string } => {
    const batchId = random16Hex();
    const sealed = alarms.map(({ alarm, to, domain = DOMAIN }) => sealAlarm(alarm, to, domain, batchId));
    while (sealed.length < ALARM_SLOTS) sealed.unshift(sealNoAlarm());
    batches.push({ batchId, sentAt: GRID, slots: sealed.map((slot) => slot.toString('base64')) });
    return { day: '0000017045', batchId };
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-alarms-'));
    batches = [];
    told = [];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('opens what is for this home and for those that it watches for, and nothing else', async () => {
    const inbox = await open();
    const mine = anAlarm();
    const neighbours = anAlarm({ homeId: 'SH2', delegationId: DELEGATION });
    const others = { alarm: anAlarm({ homeId: 'SH3' }), to: generateX25519().publicKey };
    await inbox.receive(
      send({ alarm: mine, to: own.publicKey }, { alarm: neighbours, to: taken.publicKey }, others),
    );
    expect(inbox.list().map(({ alarm }) => alarm)).to.deep.equal([mine, neighbours]);
    expect(
      told.map(({ openedAt, receiptSent, handedOn }) => ({ openedAt, receiptSent, handedOn })),
    ).to.deep.equal(Array(2).fill({ openedAt: GRID + 100, receiptSent: false, handedOn: false }));
  });

  it('leaves alarms about a home, a delegation, a batch or a network that the key is not for', async () => {
    const inbox = await open();
    await inbox.receive(
      send(
        { alarm: anAlarm({ homeId: 'SH2' }), to: own.publicKey },
        { alarm: anAlarm({ homeId: 'SH2', delegationId: 'cd'.repeat(16) }), to: taken.publicKey },
        { alarm: anAlarm(), to: own.publicKey, domain: 'elsewhere/acequia' },
      ),
    );
    const moved = send({ alarm: anAlarm(), to: own.publicKey });
    const [first] = batches.slice(-1);
    if (first !== undefined) batches.push({ ...first, batchId: 'ef'.repeat(16) });
    await inbox.receive({ ...moved, batchId: 'ef'.repeat(16) });
    expect(inbox.list()).to.deep.equal([]);
  });

  it('keeps each once, sealed at rest, with what is still to be done, over a restart', async () => {
    const alarm = anAlarm();
    const batch = send({ alarm, to: own.publicKey });
    const before = await open();
    await before.receive(batch);
    await before.markHandedOn(alarm.alarmId);
    const after = await open();
    await after.receive(batch);
    const receipts = [{ alarmId: alarm.alarmId, openedAt: GRID + 100 }];
    expect(await after.pending()).to.deep.equal({ receipts });
    await after.told({ version: 1, receipts, acknowledged: [] });
    const again = await open();
    expect(await again.pending()).to.deep.equal({ receipts: [] });
    expect(again.list()).to.deep.equal([{ alarm, openedAt: GRID + 100, receiptSent: true, handedOn: true }]);
    expect(told).to.have.length(1);
    for (const file of readdirSync(join(folder, 'alarm'))) {
      expect(readFileSync(join(folder, 'alarm', file), 'latin1')).not.to.contain('LEAK');
    }
  });

  it('hands on in order, and keeps receipts and handing on apart when both come at once', async () => {
    const inbox = await open();
    const [first, second] = [anAlarm(), anAlarm()];
    await inbox.receive(send({ alarm: first, to: own.publicKey }));
    await inbox.receive(send({ alarm: second, to: own.publicKey }));
    expect(inbox.waiting().map(({ alarm }) => alarm.alarmId)).to.deep.equal([first.alarmId, second.alarmId]);
    const receipts = [{ alarmId: first.alarmId, openedAt: 0 }];
    await Promise.all([
      inbox.markHandedOn(first.alarmId),
      inbox.told({ version: 1, receipts, acknowledged: [] }),
    ]);
    expect(inbox.list()[0]).to.include({ receiptSent: true, handedOn: true });
  });
});
