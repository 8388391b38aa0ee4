import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CodedError,
  decodeEssential,
  generateX25519,
  openRecord,
  payloadHash,
  publicKeyBase64,
  verifyReadings,
  windowHeaderOf,
  type WindowHeader,
  type WindowPayload,
} from '@acequia/protocol';
import { expect } from 'chai';
import { HOUR, ORIGIN } from '../../test/driveCutter.js';
import { CHANNEL, DOMAIN, FileLedger } from '../../test/FileLedger.js';
import { cipher, homeKeysOn } from '../../test/homeKeysOn.js';
import { hourWindow } from '../../test/hourWindow.js';
import { ManualTimer } from '../../test/ManualTimer.js';
import { waitFor } from '../../test/waitFor.js';
import type { HomeKeys } from '../keys/HomeKeys.js';
import { Outbox } from '../outbox/Outbox.js';
import type { DeviceQueue } from '../outbox/DeviceQueue.js';
import { AgentEvents } from './AgentEvents.js';
import { beginLine } from './beginLine.js';
import { freshState } from './freshState.js';
import { makePack } from './makePack.js';
import { Sender } from './Sender.js';

const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('Sender', () => {
  let folder: string;
  let outbox: Outbox;
  let queue: DeviceQueue;
  let ledger: FileLedger;
  let events: AgentEvents;
  let sender: Sender;
  let codes: string[];
  let keys: HomeKeys;
  let timer: ManualTimer;

  const put = async (from: number, to: number): Promise<void> => {
    const windows = Array.from({ length: to - from }, (_, index) => hourWindow(from + index));
    const windowStart = ORIGIN + to * HOUR;
    await queue.keep([], { windows, cutter: { windowStart, intervals: freshState(windowStart) } });
    events.emit('windowsCompleted', 'meter-1', windows.length);
  };
  const newSender = (): Sender =>
    new Sender({
      signatory: { homeId: 'SH1', deviceId: 'meter-1', key, channel: CHANNEL, domain: DOMAIN },
      keyring: keys.keyring,
      epochs: keys.epochs,
      queue,
      ledger,
      events,
      retry: { firstMs: 5, maxMs: 20, slowMs: 30 },
    });
  const until = (condition: () => boolean): Promise<void> => waitFor('what is to come', condition);
  const starts = (): number[] => ledger.headers.map(({ start }) => (start - ORIGIN) / HOUR);
  /** What the windows on the ledger say, opened with the home's keys. */
  const payloads = async (): Promise<WindowPayload[]> =>
    Promise.all(
      ledger.current.map(async ({ window }) => {
        const opened = await keys.keyring.openEssential(Buffer.from(window.essential, 'base64'));
        return decodeEssential(opened ?? Buffer.alloc(0));
      }),
    );
  const useKeys = async (where: string): Promise<void> => {
    keys = homeKeysOn({ folder: where, ledger, timer, events });
    await keys.load();
    void keys.run();
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-sender-'));
    outbox = new Outbox(folder, cipher);
    await outbox.open();
    queue = outbox.queue('meter-1');
    ledger = new FileLedger(join(folder, 'ledger.jsonl'), publicKeyBase64(key));
    ledger.publishCommunityKey(generateX25519().publicKey);
    timer = new ManualTimer(ORIGIN + 200 * HOUR);
    ledger.now = () => timer.now();
    events = new AgentEvents();
    await useKeys(folder);
    codes = [];
    events.on('refused', (_deviceId, { code }) => codes.push(code));
    await queue.load();
    await beginLine('meter-1', ORIGIN, queue, { ledger, keyring: keys.keyring });
    sender = newSender();
  });

  afterEach(async () => {
    await keys.stop();
    await sender.stop();
    await outbox.close();
    await rm(folder, { recursive: true });
  });

  it('sends a backlog in packs, in order, and each new window as it comes', async () => {
    await put(0, 100);
    void sender.start();
    await until(() => queue.queued === 0);
    expect(ledger.submissions.map(({ offered }) => offered.length)).to.deep.equal([48, 48, 4]);
    await put(100, 101);
    await until(() => queue.queued === 0);
    expect(starts()).to.deep.equal(Array.from({ length: 101 }, (_, index) => index));
    expect(await queue.chain()).to.include({ sequence: 101 });
  });

  it('keeps trying while the ledger is away, with one request and no second effect', async () => {
    let refusals = 0;
    ledger.refuse = () => {
      refusals += 1;
      if (refusals < 4) throw new CodedError('LEDGER_UNAVAILABLE', 'away');
    };
    ledger.answer = async () => {
      ledger.answer = async () => Promise.resolve();
      return Promise.reject(new CodedError('SUBMISSION_PENDING', 'the answer was lost'));
    };
    await put(0, 3);
    void sender.start();
    await until(() => queue.queued === 0);
    expect(ledger.submissions.length).to.equal(1);
    expect(codes).to.deep.equal([
      'LEDGER_UNAVAILABLE',
      'LEDGER_UNAVAILABLE',
      'LEDGER_UNAVAILABLE',
      'SUBMISSION_PENDING',
    ]);
  });

  it('finds the one window of a pack that is refused for good, sets it aside and goes on', async () => {
    const spoilt = ORIGIN + 2 * HOUR;
    ledger.refuse = (headers: readonly WindowHeader[]) => {
      if (headers.some(({ start }) => start === spoilt)) throw new CodedError('PAYLOAD_MISMATCH', 'spoilt');
    };
    await put(0, 6);
    const setAside: number[] = [];
    events.on('setAside', (_deviceId, { start }) => setAside.push((start - ORIGIN) / HOUR));
    void sender.start();
    await until(() => queue.queued === 0);
    expect(setAside).to.deep.equal([2]);
    expect(starts()).to.deep.equal([0, 1, 3, 4, 5]);
    expect(ledger.headers.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3, 4, 5]);
    expect(queue.setAsideCount).to.equal(1);
    const [aside] = await queue.listAside();
    expect(aside).to.include({ code: 'PAYLOAD_MISMATCH' });
    expect(aside?.window.start).to.equal(spoilt);
  });

  it('waits with everything while its device is suspended', async () => {
    let suspended = true;
    ledger.refuse = () => {
      if (suspended) throw new CodedError('DEVICE_SUSPENDED', 'suspended');
    };
    await put(0, 2);
    void sender.start();
    await until(() => codes.length > 2);
    expect(queue.queued).to.equal(2);
    suspended = false;
    await until(() => queue.queued === 0);
    expect(queue.setAsideCount).to.equal(0);
    expect(starts()).to.deep.equal([0, 1]);
  });

  it('seals both datasets, with the readings chained and signed by the meter inside', async () => {
    await put(0, 3);
    void sender.start();
    await until(() => queue.queued === 0);
    const opened = await payloads();
    expect(opened.map(({ intervals }) => intervals[0]?.from)).to.deep.equal([0, 1, 2]);
    expect(opened.map(({ previousHash }) => previousHash)).to.deep.equal([
      '0'.repeat(64),
      ...opened.slice(0, 2).map(payloadHash),
    ]);
    expect(opened.every((payload) => verifyReadings('meter-1', payload, publicKeyBase64(key)))).to.equal(
      true,
    );
    const text = JSON.stringify(ledger.offered);
    expect(text).not.to.include('temperature');
    const epoch = await keys.keyring.epoch(1);
    const extended = Buffer.from(ledger.offered[0]?.extended ?? '', 'base64');
    expect(windowHeaderOf(extended, 'meter-1', 'extended')).to.include({ sequence: 1, epoch: 1 });
    expect(openRecord(Buffer.from(epoch?.keys.extended ?? '', 'base64'), extended, DOMAIN).length).to.equal(
      48,
    );
  });

  it('seals what is under way again, with new salts, when its epoch is revoked', async () => {
    let isAway = true;
    ledger.refuse = () => {
      if (isAway) throw new CodedError('LEDGER_UNAVAILABLE', 'away');
    };
    await put(0, 3);
    void sender.start();
    await until(() => codes.length > 1);
    await keys.keeper.renew('revocation');
    isAway = false;
    await until(() => queue.queued === 0);
    expect(codes).to.include('EPOCH_REVOKED');
    expect(ledger.headers.map(({ epoch, sequence }) => [epoch, sequence])).to.deep.equal([
      [2, 1],
      [2, 2],
      [2, 3],
    ]);
    const offered = new Set(ledger.offered.map(({ window }) => window.essential));
    const salts = new Set(ledger.offered.map(({ window }) => saltOf(window.essential)));
    expect([offered.size, salts.size]).to.deep.equal([6, 6]);
    expect((await payloads()).map(({ intervals }) => intervals[0]?.from)).to.deep.equal([0, 1, 2]);
  });

  it('knows a window that the ledger has, although it has sealed it again since', async () => {
    await put(0, 1);
    void sender.start();
    await until(() => queue.queued === 0);
    await sender.stop();
    const readings = await queue.sent(1);
    const [epoch] = keys.keyring.sealing;
    if (readings === undefined || epoch === undefined) throw new Error('it was sent');
    // As if the answer had been lost, and an endorser that was behind had refused it as too late.
    const signatory = { homeId: 'SH1', deviceId: 'meter-1', key, channel: CHANNEL, domain: DOMAIN };
    await put(0, 1);
    await queue.savePack(makePack([readings], [epoch], signatory));
    sender = newSender();
    void sender.start();
    await until(() => queue.queued === 0);
    expect(ledger.headers.length).to.equal(1);
    expect(codes).to.deep.equal(['SEQUENCE_REPLAY']);
    expect(await queue.chain()).to.include({ sequence: 1 });
  });

  it('goes on after its last window on the ledger when its disk was lost', async () => {
    await put(0, 2);
    void sender.start();
    await until(() => queue.queued === 0);
    await sender.stop();
    const lost = new Outbox(join(folder, 'new'), cipher);
    await lost.open();
    queue = lost.queue('meter-1');
    await queue.load();
    const resumption = await beginLine('meter-1', ORIGIN, queue, { ledger, keyring: keys.keyring });
    expect(resumption.cutter.windowStart).to.equal(ORIGIN + 2 * HOUR);
    expect(resumption.cutter.intervals.regimes).to.deep.equal([
      { base: 2, baseEnd: ORIGIN + 2 * HOUR, last: 2, lastAt: ORIGIN + 2 * HOUR, catchUp: false },
    ]);
    await put(2, 3);
    sender = newSender();
    void sender.start();
    await until(() => queue.queued === 0);
    await sender.stop();
    await lost.close();
    expect(starts()).to.deep.equal([0, 1, 2]);
    const opened = await payloads();
    expect(opened[2]?.previousHash).to.equal(opened[1] && payloadHash(opened[1]));
  });

  it('begins its chain anew when its keys were lost too', async () => {
    await put(0, 2);
    void sender.start();
    await until(() => queue.queued === 0);
    await sender.stop();
    await keys.stop();
    const lost = new Outbox(join(folder, 'new'), cipher);
    await lost.open();
    await useKeys(join(folder, 'new'));
    queue = lost.queue('meter-1');
    await queue.load();
    const resumption = await beginLine('meter-1', ORIGIN, queue, { ledger, keyring: keys.keyring });
    expect(resumption.cutter).to.deep.equal({
      windowStart: ORIGIN + 2 * HOUR,
      intervals: freshState(ORIGIN + 2 * HOUR, 'unknown'),
    });
    await put(2, 3);
    sender = newSender();
    void sender.start();
    await until(() => queue.queued === 0);
    await sender.stop();
    await lost.close();
    expect(ledger.headers.map(({ epoch }) => epoch)).to.deep.equal([1, 1, 2]);
    const last = ledger.current.at(-1)?.window.essential ?? '';
    const opened = await keys.keyring.openEssential(Buffer.from(last, 'base64'));
    expect(decodeEssential(opened ?? Buffer.alloc(0)).previousHash).to.equal('0'.repeat(64));
  });
});

function saltOf(essential: string): string {
  return windowHeaderOf(Buffer.from(essential, 'base64'), 'meter-1').salt;
}
