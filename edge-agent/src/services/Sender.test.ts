import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError, publicKeyBase64, random16Hex, type SignedWindow } from '@acequia/protocol';
import { expect } from 'chai';
import { HOUR, ORIGIN } from '../../test/driveCutter.js';
import { FileLedger } from '../../test/FileLedger.js';
import { Outbox } from '../outbox/Outbox.js';
import type { DeviceQueue } from '../outbox/DeviceQueue.js';
import { AgentEvents } from './AgentEvents.js';
import { beginLine } from './beginLine.js';
import { freshState } from './freshState.js';
import { Sender } from './Sender.js';
import type { CompletedWindow } from './WindowCutter.js';

const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

function hourWindow(index: number): CompletedWindow {
  const start = ORIGIN + index * HOUR;
  const end = start + HOUR;
  const interval = { start, end, quality: 'measured', from: index, to: index + 1, amount: 1 } as const;
  return { start, end, payload: { version: 1, salt: random16Hex(), intervals: [interval] } };
}

describe('Sender', () => {
  let folder: string;
  let outbox: Outbox;
  let queue: DeviceQueue;
  let ledger: FileLedger;
  let events: AgentEvents;
  let sender: Sender;
  let codes: string[];

  const put = async (from: number, to: number): Promise<void> => {
    const windows = Array.from({ length: to - from }, (_, index) => hourWindow(from + index));
    const windowStart = ORIGIN + to * HOUR;
    await queue.keep([], { windows, cutter: { windowStart, intervals: freshState(windowStart) } });
    events.emit('windowsCompleted', 'meter-1', windows.length);
  };
  const newSender = (): Sender =>
    new Sender({
      signatory: { homeId: 'SH1', deviceId: 'meter-1', key },
      queue,
      ledger,
      events,
      retry: { firstMs: 5, maxMs: 20, slowMs: 30 },
    });
  const until = async (condition: () => boolean): Promise<void> => {
    for (let waited = 0; !condition() && waited < 5000; waited += 5) await sleep(5);
    expect(condition(), 'what was waited for').to.equal(true);
  };
  const starts = (): number[] => ledger.windows.map(({ header }) => (header.start - ORIGIN) / HOUR);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-sender-'));
    outbox = new Outbox(folder);
    await outbox.open();
    queue = outbox.queue('meter-1');
    ledger = new FileLedger(join(folder, 'ledger.jsonl'), publicKeyBase64(key));
    events = new AgentEvents();
    codes = [];
    events.on('refused', (_deviceId, { code }) => codes.push(code));
    await queue.load();
    await beginLine('meter-1', ORIGIN, queue, ledger);
    sender = newSender();
  });

  afterEach(async () => {
    await sender.stop();
    await outbox.close();
    await rm(folder, { recursive: true });
  });

  it('sends a backlog in packs, in order, and each new window as it comes', async () => {
    await put(0, 100);
    void sender.start();
    await until(() => queue.queued === 0);
    expect(ledger.submissions.map(({ windows }) => windows.length)).to.deep.equal([48, 48, 4]);
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
    ledger.refuse = (windows: readonly SignedWindow[]) => {
      if (windows.some(({ header }) => header.start === spoilt))
        throw new CodedError('PAYLOAD_MISMATCH', 'spoilt');
    };
    await put(0, 6);
    const setAside: number[] = [];
    events.on('setAside', (_deviceId, { start }) => setAside.push((start - ORIGIN) / HOUR));
    void sender.start();
    await until(() => queue.queued === 0);
    expect(setAside).to.deep.equal([2]);
    expect(starts()).to.deep.equal([0, 1, 3, 4, 5]);
    expect(ledger.windows.map(({ header }) => header.sequence)).to.deep.equal([1, 2, 3, 4, 5]);
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

  it('counts windows that are on the ledger under another request as sent', async () => {
    await put(0, 2);
    void sender.start();
    await until(() => queue.queued === 0);
    await sender.stop();
    // As if the acknowledgement had not reached the disk and the request had been forgotten.
    const [first] = ledger.submissions;
    await put(0, 0);
    const windows = (first?.windows ?? []).map(({ header }, index) => ({
      start: header.start,
      end: header.end,
      payload: first?.payloads[index] ?? hourWindow(index).payload,
    }));
    const windowStart = ORIGIN + 2 * HOUR;
    await queue.keep([], { windows, cutter: { windowStart, intervals: freshState(windowStart) } });
    await queue.savePack({ requestId: random16Hex(), windows: first?.windows ?? [] });
    sender = newSender();
    void sender.start();
    await until(() => queue.queued === 0);
    expect(ledger.submissions.length).to.equal(1);
    expect(codes).to.deep.equal(['SEQUENCE_REPLAY']);
  });

  it('goes on after its last window on the ledger when its disk was lost', async () => {
    await put(0, 2);
    void sender.start();
    await until(() => queue.queued === 0);
    await sender.stop();
    const lost = new Outbox(join(folder, 'new'));
    await lost.open();
    queue = lost.queue('meter-1');
    await queue.load();
    const resumption = await beginLine('meter-1', ORIGIN, queue, ledger);
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
  });
});
