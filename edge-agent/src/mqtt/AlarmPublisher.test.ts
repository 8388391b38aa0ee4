import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { connectAsync, type MqttClient } from 'mqtt';
import { pino } from 'pino';
import { anAlarm } from '../../test/anAlarm.js';
import { GRID } from '../../test/aTerms.js';
import { MqttBroker } from '../../test/MqttBroker.js';
import { waitFor } from '../../test/waitFor.js';
import type { OpenedAlarm } from '../control/controlSchemas.js';
import { AlarmPublisher } from './AlarmPublisher.js';

const log = pino({ level: 'silent' });

describe('AlarmPublisher', () => {
  let folder: string;
  let broker: MqttBroker;
  let publisher: AlarmPublisher;
  let alarms: OpenedAlarm[];
  let subscriber: MqttClient | undefined;
  let heard: { topic: string; text: string; retain: boolean; qos: number }[];

  const raise = (): OpenedAlarm => {
    const opened = { alarm: anAlarm(), openedAt: GRID, receiptSent: false, handedOn: false };
    alarms.push(opened);
    return opened;
  };
  const subscribe = async (): Promise<void> => {
    subscriber = await connectAsync(broker.url, { username: 'home', password: 'a word' });
    subscriber.on('message', (topic, payload, { retain, qos }) => {
      heard.push({ topic, text: payload.toString(), retain, qos });
    });
    await subscriber.subscribeAsync('#', { qos: 1 });
  };
  const ids = (): unknown[] => heard.map(({ text }) => (JSON.parse(text) as { alarmId: string }).alarmId);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-mqtt-'));
    broker = new MqttBroker(folder, 'home', 'a word');
    writeFileSync(join(folder, 'username'), 'home\n');
    writeFileSync(join(folder, 'password'), 'a word\n');
    alarms = [];
    heard = [];
  });
  afterEach(async () => {
    await publisher.stop();
    await subscriber?.endAsync(true);
    await broker.stop();
    rmSync(folder, { recursive: true });
  });

  const start = async (port?: string): Promise<void> => {
    const usernameFile = join(folder, 'username');
    const passwordFile = join(folder, 'password');
    publisher = new AlarmPublisher({
      config: { url: port ?? broker.url, topic: 'house', usernameFile, passwordFile },
      homeId: 'SH1',
      waiting: () => alarms.filter(({ handedOn }) => !handedOn),
      markHandedOn: async (alarmId) => {
        alarms = alarms.map((known) =>
          known.alarm.alarmId === alarmId ? { ...known, handedOn: true } : known,
        );
        return Promise.resolve();
      },
      log,
      reconnectMs: 50,
    });
    await publisher.start();
  };

  it('hands alarms on to a broker, in order, not retained', async () => {
    await broker.start();
    await subscribe();
    const [first, second] = [raise(), raise()];
    await start();
    await waitFor('both', () => alarms.every(({ handedOn }) => handedOn));
    await waitFor('both to be heard', () => heard.length === 2);
    expect(ids()).to.deep.equal([first.alarm.alarmId, second.alarm.alarmId]);
    expect(heard[0]).to.include({ topic: 'house/SH1/alarms', retain: false, qos: 1 });
    expect(JSON.parse(heard[0]?.text ?? '')).to.deep.equal({ ...first.alarm, openedAt: GRID });
    const third = raise();
    publisher.wake();
    await waitFor('the third', () => heard.length === 3);
    expect(ids()[2]).to.equal(third.alarm.alarmId);
  });

  it('lets them wait while the broker is away, and stops while it is', async () => {
    await broker.start();
    await start();
    await broker.stop();
    raise();
    publisher.wake();
    raise();
    await broker.start();
    await subscribe();
    publisher.wake();
    await waitFor('both', () => alarms.every(({ handedOn }) => handedOn));
    await broker.stop();
    raise();
    publisher.wake();
  });

  it('hands nothing on with a wrong password', async () => {
    await broker.start();
    writeFileSync(join(folder, 'password'), 'another\n');
    raise();
    await start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(alarms[0]?.handedOn).to.equal(false);
  });

  it('says which file it cannot read', async () => {
    const failed = await start().catch((error: unknown) => error);
    expect(failed).to.equal(undefined);
    await publisher.stop();
    rmSync(join(folder, 'password'));
    expect(await start().catch((error: unknown) => error)).to.include({ code: 'MQTT_FILE_UNREADABLE' });
  });
});
