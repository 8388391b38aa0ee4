import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CodedError,
  decodeEssential,
  generateX25519,
  openRecord,
  openRecordWithDek,
  publicKeyBase64,
  windowHeaderOf,
} from '@acequia/protocol';
import { expect } from 'chai';
import { HOUR, ORIGIN } from '../../test/driveCutter.js';
import { CHANNEL, DOMAIN, FileLedger } from '../../test/FileLedger.js';
import { cipher, homeKeysOn } from '../../test/homeKeysOn.js';
import { ManualTimer } from '../../test/ManualTimer.js';
import { waitFor } from '../../test/waitFor.js';
import type { HomeKeys } from '../keys/HomeKeys.js';
import type { DeviceQueue } from '../outbox/DeviceQueue.js';
import { Outbox } from '../outbox/Outbox.js';
import type { QueuedWindow } from '../outbox/records.js';
import { AgentEvents } from './AgentEvents.js';
import { beginLine } from './beginLine.js';
import { ComplaintWatch } from './ComplaintWatch.js';
import { freshState } from './freshState.js';
import { sealWindow } from './sealWindow.js';
import { Sender } from './Sender.js';

const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signatory = { homeId: 'SH1', deviceId: 'meter-1', key, channel: CHANNEL, domain: DOMAIN };
const retry = { firstMs: 5, maxMs: 20, slowMs: 15 };
/** Registers that occur nowhere by chance. */
const REGISTER = 987_654_321;

function hourWindow(index: number): QueuedWindow {
  const start = ORIGIN + index * HOUR;
  const end = start + HOUR;
  const [from, to] = [REGISTER + index, REGISTER + index + 1];
  const interval = { start, end, quality: 'measured', from, to, amount: 1 } as const;
  return {
    start,
    end,
    intervals: [interval],
    extended: { version: 1, intervals: [{ start, end, values: {} }] },
  };
}

describe('ComplaintWatch', () => {
  let folder: string;
  let outbox: Outbox;
  let queue: DeviceQueue;
  let ledger: FileLedger;
  let keys: HomeKeys;
  let watch: ComplaintWatch;
  let sender: Sender;
  let answers: string[];
  const events = new AgentEvents();
  const timer = new ManualTimer(ORIGIN + 10 * HOUR);

  const until = (condition: () => boolean | Promise<boolean>): Promise<void> =>
    waitFor('what is to come', condition);
  const newWatch = (): ComplaintWatch => {
    const { keyring, keeper, epochs, community } = keys;
    const devices = [{ signatory, queue }];
    return new ComplaintWatch({
      homeId: 'SH1',
      devices,
      ledger,
      keyring,
      community,
      keeper,
      epochs,
      events,
      timer,
      retry,
    });
  };
  const registerOf = async (sequence: number): Promise<number | undefined> => {
    const essential = Buffer.from(ledger.current[sequence - 1]?.window.essential ?? '', 'base64');
    const { epoch } = windowHeaderOf(essential, 'meter-1');
    const secret = (await keys.keyring.epoch(epoch))?.keys.essential ?? '';
    return decodeEssential(openRecord(Buffer.from(secret, 'base64'), essential, DOMAIN)).intervals[0]?.from;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-complaints-'));
    outbox = new Outbox(folder, cipher);
    await outbox.open();
    queue = outbox.queue('meter-1');
    ledger = new FileLedger(join(folder, 'ledger.jsonl'), publicKeyBase64(key));
    ledger.publishCommunityKey(generateX25519().publicKey);
    keys = homeKeysOn({ folder, ledger, timer, events });
    await keys.load();
    void keys.run();
    await queue.load();
    const { keyring, epochs } = keys;
    await beginLine('meter-1', ORIGIN, queue, { ledger, keyring });
    answers = [];
    events.on('answered', (_deviceId, { sequence, by }) => answers.push(`${String(sequence)} ${by}`));
    sender = new Sender({ signatory, queue, ledger, events, retry, keyring, epochs });
    const windows = [0, 1, 2].map(hourWindow);
    const windowStart = ORIGIN + 3 * HOUR;
    await queue.keep([], { windows, cutter: { windowStart, intervals: freshState(windowStart) } });
    void sender.start();
    await until(() => queue.queued === 0);
    watch = newWatch();
  });

  afterEach(async () => {
    await keys.stop();
    await watch.stop();
    await sender.stop();
    events.removeAllListeners();
    await outbox.close();
    await rm(folder, { recursive: true });
  });

  it('seals what the community cannot read again, with another salt', async () => {
    const before = ledger.current[1]?.window.essential ?? '';
    ledger.complain(2, 'RECORD_SEAL_BROKEN');
    void watch.run();
    await until(() => answers.length > 0);
    const after = ledger.current[1]?.window.essential ?? '';
    const [was, is] = [before, after].map((text) => windowHeaderOf(Buffer.from(text, 'base64'), 'meter-1'));
    expect(is).to.deep.equal({ ...was, salt: is?.salt });
    expect(is?.salt).not.to.equal(was?.salt);
    expect(await registerOf(2)).to.equal(REGISTER + 1);
    expect(answers).to.deep.equal(['2 republication']);
    // A second complaint is about the second revision.
    ledger.complain(2, 'EXTENDED_UNREADABLE');
    await until(() => answers.length > 1);
    expect(ledger.epochs.length).to.equal(1);
  });

  it('begins one new epoch for all windows of one whose keys are at fault', async () => {
    for (const sequence of [1, 2, 3]) ledger.complain(sequence, 'KEY_COMMITMENT_WRONG');
    void watch.run();
    await until(() => answers.length === 3);
    expect(ledger.epochs.length).to.equal(2);
    expect(ledger.epochs[0]).to.have.property('revokedAt');
    expect(await Promise.all([1, 2, 3].map(registerOf))).to.deep.equal([0, 1, 2].map((i) => REGISTER + i));
    const epochs = ledger.current.map(
      ({ window }) => windowHeaderOf(Buffer.from(window.essential, 'base64'), 'meter-1').epoch,
    );
    expect(epochs).to.deep.equal([2, 2, 2]);
  });

  it('seals a window again twice at most, and then hands over its key', async () => {
    void watch.run();
    for (const [index, code] of (
      ['RECORD_SEAL_BROKEN', 'EXTENDED_UNREADABLE', 'RECORD_SEAL_BROKEN'] as const
    ).entries()) {
      ledger.complain(1, code);
      await until(() => answers.length === index + 1);
    }
    expect(answers).to.deep.equal(['1 republication', '1 republication', '1 reveal']);
    expect(ledger.epochs.length).to.equal(1);
  });

  it('begins one new epoch for a window whose keys the community keeps finding fault with, and then reveals', async () => {
    void watch.run();
    ledger.complain(1, 'KEY_WRAP_BROKEN');
    await until(() => answers.length === 1);
    ledger.complain(1, 'KEY_WRAP_BROKEN');
    await until(() => answers.length === 2);
    expect(answers).to.deep.equal(['1 republication', '1 reveal']);
    expect(ledger.epochs.length).to.equal(2);
    const essential = Buffer.from(ledger.current[0]?.window.essential ?? '', 'base64');
    const dek = Buffer.from(ledger.reveals[0]?.dek ?? '', 'hex');
    expect(decodeEssential(openRecordWithDek(dek, essential, DOMAIN)).intervals[0]?.from).to.equal(REGISTER);
  });

  it('reveals while no more epochs may begin', async () => {
    while (keys.keeper.mayRenew) await keys.keeper.renew('complaint');
    const before = ledger.epochs.length;
    await queue.keep([], {
      windows: [hourWindow(3)],
      cutter: { windowStart: ORIGIN + 4 * HOUR, intervals: freshState(ORIGIN + 4 * HOUR) },
    });
    events.emit('windowsCompleted', 'meter-1', 1);
    await until(() => queue.queued === 0);
    ledger.complain(4, 'KEY_WRAP_BROKEN');
    void watch.run();
    await until(() => answers.length === 1);
    expect(answers).to.deep.equal(['4 reveal']);
    expect([ledger.epochs.length, keys.keyring.sealing.length]).to.deep.equal([before, 1]);
  });

  it('publishes no epochs without end for a peer that lists complaints which nobody made', async () => {
    const { getWindow } = ledger.monitoring;
    ledger.monitoring.listComplaints = async () =>
      Promise.resolve([
        {
          homeId: 'SH1',
          deviceId: 'meter-1',
          sequence: 1,
          revision: 0,
          code: 'KEY_WRAP_BROKEN',
          complainedAt: 0,
        },
      ]);
    ledger.monitoring.getWindow = async (request) => {
      const window = await getWindow(request);
      return { ...window, header: { ...window.header, epoch: keys.keyring.latest?.record.epoch ?? 1 } };
    };
    void watch.run();
    await until(() => !keys.keeper.mayRenew && ledger.epochs.length >= 8);
    await sleep(400);
    expect(ledger.epochs.length).to.equal(8);
    expect(ledger.reveals).to.deep.equal([]);
    expect(await registerOf(1)).to.equal(REGISTER);
  });

  it('sends the very answer again that was under way when it was stopped', async () => {
    ledger.complain(1, 'RECORD_SEAL_BROKEN');
    const before = ledger.offered.length;
    ledger.refuse = () => {
      throw new CodedError('LEDGER_UNAVAILABLE', 'away');
    };
    void watch.run();
    await until(() => ledger.offered.length > before + 1);
    await watch.stop();
    ledger.refuse = () => undefined;
    watch = newWatch();
    void watch.run();
    await until(() => answers.length > 0);
    const answered = ledger.offered.slice(before).map(({ window }) => window.essential);
    expect(new Set(answered).size).to.equal(1);
    expect(await queue.answer(1)).to.equal(undefined);
    expect(await registerOf(1)).to.equal(REGISTER);
  });

  it('makes another answer when the epoch of the one under way has been revoked', async () => {
    ledger.complain(1, 'RECORD_SEAL_BROKEN');
    let isAway = true;
    ledger.refuse = () => {
      if (isAway) throw new CodedError('LEDGER_UNAVAILABLE', 'away');
    };
    void watch.run();
    await until(async () => (await queue.answer(1)) !== undefined);
    await keys.keeper.renew('revocation');
    isAway = false;
    await until(() => answers.length > 0);
    const essential = Buffer.from(ledger.current[0]?.window.essential ?? '', 'base64');
    expect(windowHeaderOf(essential, 'meter-1')).to.include({ epoch: 2, sequence: 1 });
    expect(await registerOf(1)).to.equal(REGISTER);
  });

  it('reveals the record of a window that it keeps no more', async () => {
    await queue.forget([3]);
    ledger.complain(3, 'RECORD_SEAL_BROKEN');
    void watch.run();
    await until(() => answers.length > 0);
    expect(answers).to.deep.equal(['3 reveal']);
    const essential = Buffer.from(ledger.current[2]?.window.essential ?? '', 'base64');
    const dek = Buffer.from(ledger.reveals[0]?.dek ?? '', 'hex');
    expect(decodeEssential(openRecordWithDek(dek, essential, DOMAIN)).intervals[0]?.from).to.equal(
      REGISTER + 2,
    );
  });

  it('forgets what is decided, and what is older than 40 days', async () => {
    ledger.decide(1);
    const readings = await queue.sent(1);
    if (readings === undefined) throw new Error('it was sent');
    const [sealed] = keys.keyring.sealing.map((epoch) => sealWindow(readings, epoch, signatory));
    if (sealed === undefined) throw new Error('there is an epoch');
    await queue.saveAnswer({ requestId: 'ab'.repeat(16), sequence: 1, revision: 0, sealed });
    void watch.run();
    await until(async () => (await queue.undecided(9)).length === 2);
    // With an answer that was never wanted any more.
    expect(await queue.answer(1)).to.equal(undefined);
    expect((await queue.undecided(9)).map(({ sequence }) => sequence)).to.deep.equal([2, 3]);
    timer.set(ORIGIN + 41 * 24 * HOUR);
    await until(async () => (await queue.undecided(9)).length === 0);
    timer.set(ORIGIN + 10 * HOUR);
  });

  it('leaves no reading and no key on the disk in the clear', async () => {
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) =>
      file.isFile(),
    );
    expect(files.length).to.be.greaterThan(4);
    const secret = Buffer.from((await keys.keyring.epoch(1))?.keys.essential ?? '', 'base64');
    for (const file of files) {
      const content = await readFile(join(file.parentPath, file.name));
      for (const needle of ['measured', String(REGISTER), secret.toString('base64'), secret, 'intervals']) {
        expect(content.includes(needle), `${file.name} holds ${String(needle).slice(0, 9)}`).to.equal(false);
      }
    }
  });
});
