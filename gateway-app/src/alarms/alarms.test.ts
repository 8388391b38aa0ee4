import {
  ALARM_LENGTH,
  ALARM_SLOTS,
  CodedError,
  generateX25519,
  openAlarm,
  random16Hex,
  type Alarm,
  type AlarmNotice,
} from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { sampleTerms } from '../../test/sampleTerms.js';
import { AlarmBook } from './AlarmBook.js';
import { alarmRecipients } from './alarmRecipients.js';
import { AlarmSender } from './AlarmSender.js';
import type { AlarmRecipient } from './composeBatch.js';

const DOMAIN = 'acequia/acequia';
const NOW = 1_472_700_000;
const notice: AlarmNotice = {
  code: 'LEAK_SUSPECTED',
  resource: 'water',
  state: 'raised',
  at: NOW,
  count: 1,
  value: 7,
};

interface Sent {
  readonly requestId?: string;
  readonly batchId: string;
  readonly slots: string[];
}

describe('alarms', () => {
  const ana = generateX25519();
  const ben = generateX25519();
  const delegation = generateX25519();
  let opened: OpenBook;
  let alarms: AlarmBook;
  let sent: Sent[];
  let failure: Error | undefined;

  beforeEach(() => {
    opened = openBook();
    alarms = new AlarmBook(opened.book);
    sent = [];
    failure = undefined;
  });
  afterEach(() => {
    opened.close();
  });

  function senderTo(recipients: (homeId: string) => AlarmRecipient[], book = alarms): AlarmSender {
    return new AlarmSender({
      alarms: book,
      domain: DOMAIN,
      recipients,
      ledger: {
        sendAlarms: (request): Promise<Committed> => {
          sent.push(request);
          const committed = { requestId: random16Hex(), transactionId: 'a'.repeat(64), blockNumber: 7 };
          return failure === undefined ? Promise.resolve(committed) : Promise.reject(failure);
        },
      },
    });
  }

  function opens(key: typeof ana): Alarm[] {
    return sent.flatMap(({ slots, batchId }) =>
      slots.flatMap((slot) => {
        try {
          return openAlarm(Buffer.from(slot, 'base64'), key.privateKey, DOMAIN, batchId);
        } catch (error) {
          if (error instanceof CodedError && error.code === 'SEAL_BROKEN') return [];
          throw error;
        }
      }),
    );
  }

  const toHome = (homeId: string): AlarmRecipient[] =>
    alarmRecipients(homeId, undefined, homeId === 'SH1' ? ana.publicKey : ben.publicKey);

  it('go to their home, which alone opens them', async () => {
    alarms.raise('SH1', notice);
    expect(await senderTo(toHome).send(NOW)).to.equal(1);
    expect(opens(ben)).to.deep.equal([]);
    const [alarm] = opens(ana);
    expect(alarm).to.include({ homeId: 'SH1', code: 'LEAK_SUSPECTED', value: 7, sentAt: NOW, count: 1 });
    expect(alarm).to.not.have.property('delegationId');
    const [kept] = alarms.list(10);
    expect(kept).to.deep.include({ sentAt: NOW, copies: [{ recipient: 'SH1' }] });
  });

  it('go to the delegatee alone, or with a copy, and look the same from outside', async () => {
    const terms = sampleTerms();
    const publicKey = delegation.publicKey.toString('base64');
    const active = { delegationId: terms.delegationId, terms, publicKey };
    const withCopy = { ...active, terms: { ...terms, copyAlarms: true } };
    const ways = [undefined, active, withCopy] as const;
    const shapes: string[] = [];
    const read: number[][] = [];
    for (const way of ways) {
      sent = [];
      // As many alarms, in as many batches, of as many slots of one length, whoever gets them.
      for (let count = 0; count < 6; count += 1) alarms.raise('SH1', notice);
      await senderTo((homeId) => alarmRecipients(homeId, way, ana.publicKey)).send(NOW);
      shapes.push(
        JSON.stringify(sent.map(({ slots }) => slots.map((slot) => Buffer.from(slot, 'base64').length))),
      );
      read.push([opens(ana).length, opens(delegation).length]);
      expect(new Set(sent.flatMap(({ slots }) => slots)).size).to.equal(2 * ALARM_SLOTS);
    }
    expect(read).to.deep.equal([
      [6, 0],
      [0, 6],
      [6, 6],
    ]);
    const slots = Array.from({ length: ALARM_SLOTS }, () => ALARM_LENGTH + 48);
    expect(new Set(shapes)).to.deep.equal(new Set([JSON.stringify([slots, slots])]));
  });

  it('name the delegation to the delegatee alone', async () => {
    const terms = sampleTerms({ copyAlarms: true });
    const active = {
      delegationId: terms.delegationId,
      terms,
      publicKey: delegation.publicKey.toString('base64'),
    };
    alarms.raise('SH1', notice);
    await senderTo((homeId) => alarmRecipients(homeId, active, ana.publicKey)).send(NOW);
    expect(opens(delegation)[0]).to.include({ delegationId: terms.delegationId, homeId: 'SH1' });
    expect(opens(ana)[0]).to.not.have.property('delegationId');
    expect(opens(ana)[0]?.alarmId).to.equal(opens(delegation)[0]?.alarmId);
  });

  it('wait for a home without a key, and hold up no others', async () => {
    alarms.raise('SH1', notice);
    alarms.raise('SH2', notice);
    const keys = new Map([['SH2', ben.publicKey]]);
    const sender = senderTo((homeId) => alarmRecipients(homeId, undefined, keys.get(homeId)));
    expect(await sender.send(NOW)).to.equal(1);
    expect(opens(ben)).to.have.length(1);
    expect(await sender.send(NOW)).to.equal(0);
    keys.set('SH1', ana.publicKey);
    expect(await sender.send(NOW + 5)).to.equal(1);
    expect(opens(ana)[0]).to.include({ sentAt: NOW + 5, at: NOW });
  });

  it('go out though hundreds of a home without a key wait before them', async () => {
    for (let count = 0; count < 300; count += 1) alarms.raise('SH1', notice);
    alarms.raise('SH2', notice);
    const sender = senderTo((homeId) => (homeId === 'SH1' ? [] : toHome(homeId)));
    expect(await sender.send(NOW)).to.equal(1);
    expect(opens(ben)).to.have.length(1);
  });

  it('are lost by no crash, and sent by none twice: the same batch under the same request', async () => {
    for (let count = 0; count < 5; count += 1) alarms.raise('SH1', notice);
    failure = new CodedError('CLIENT_CLOSED', 'killed');
    await senderTo(toHome)
      .send(NOW)
      .then(
        () => expect.fail('it was killed'),
        () => undefined,
      );
    failure = undefined;
    const after = new AlarmBook(opened.reopen());
    expect(await senderTo(toHome, after).send(NOW + 60)).to.equal(2);
    expect(sent).to.have.length(3);
    expect(sent[1]).to.deep.equal(sent[0]);
    sent = sent.slice(1);
    expect(new Set(opens(ana).map(({ alarmId }) => alarmId)).size).to.equal(5);
    expect(opens(ana)).to.have.length(5);
    expect(await senderTo(toHome, after).send(NOW + 60)).to.equal(0);
  });

  it('are receipted once, by whom they were sent to', async () => {
    alarms.raise('SH1', notice);
    await senderTo(toHome).send(NOW);
    const alarmId = opens(ana)[0]?.alarmId ?? '';
    alarms.setOpened('SH2', alarmId, NOW + 1);
    alarms.setOpened('SH1', alarmId, NOW + 2);
    alarms.setOpened('SH1', alarmId, NOW + 3);
    expect(alarms.list(1)[0]?.copies).to.deep.equal([{ recipient: 'SH1', openedAt: NOW + 2 }]);
  });
});
