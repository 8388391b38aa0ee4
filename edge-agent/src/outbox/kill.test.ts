import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPrivateKey } from 'node:crypto';
import {
  checkKeyCommitment,
  decodeEssential,
  payloadHash,
  publicKeyBase64,
  RECORD_HEADER_LENGTH,
} from '@acequia/protocol';
import { expect } from 'chai';
import { driveCutter, HOUR, ORIGIN } from '../../test/driveCutter.js';
import { DOMAIN, FileLedger } from '../../test/FileLedger.js';
import { cipher, homeKeysOn } from '../../test/homeKeysOn.js';
import { ManualTimer } from '../../test/ManualTimer.js';
import type { HomeKeys } from '../keys/HomeKeys.js';
import { ModelReader } from '../meters/ModelReader.js';
import type { Sample } from '../meters/Sample.js';
import { summariseWindow } from '../trading/summariseWindow.js';
import type { UsedWindow } from '../trading/usedWindow.js';
import { Outbox } from './Outbox.js';

/** No key of a record was used twice, and no epoch was published twice or with keys that are not on the disk. */
async function expectFreshKeys(ledger: FileLedger, { keyring }: HomeKeys): Promise<void> {
  const records = ledger.offered.flatMap(({ window, extended }) => [window.essential, extended]);
  const byHeader = new Map<string, Set<string>>();
  for (const record of records) {
    const header = Buffer.from(record, 'base64').subarray(0, RECORD_HEADER_LENGTH).toString('hex');
    byHeader.set(header, (byHeader.get(header) ?? new Set()).add(record));
  }
  expect([...byHeader.values()].every((sealed) => sealed.size === 1)).to.equal(true);
  const { epochs } = ledger;
  expect(epochs.length).to.be.greaterThan(8);
  expect(epochs.map(({ epoch }) => epoch)).to.deep.equal(epochs.map((_, index) => index + 1));
  expect(new Set(epochs.map(({ commitments }) => commitments.essential)).size).to.equal(epochs.length);
  for (const { epoch, commitments } of epochs) {
    const kept = await keyring.epoch(epoch);
    const place = { domain: DOMAIN, homeId: 'SH1', epoch };
    checkKeyCommitment(
      Buffer.from(kept?.keys.essential ?? '', 'base64'),
      commitments.essential,
      'essential',
      place,
    );
  }
}

const PROGRAM = join(import.meta.dirname, '../../test/queueProgram.js');

/** Runs the program and kills it with -9 after a while. Returns the time of the last sample that it said is durable. */
async function runAndKill(folder: string, start: number, ms: number): Promise<number> {
  const child = spawn(process.execPath, [PROGRAM, folder, String(start)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const closed = once(child, 'close');
  for (let waited = 0; output === '' && waited < 20_000 && child.exitCode === null; waited += 20)
    await sleep(20);
  await sleep(ms);
  child.kill('SIGKILL');
  await closed;
  expect(errors).to.equal('');
  return Number(output.split('\n').slice(0, -1).at(-1) ?? 0);
}

async function samplesUntil(at: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  const options = { seed: 'kill', home: 1, resource: 'water', first: ORIGIN - HOUR, hours: 50_000 } as const;
  for await (const sample of new ModelReader(options).read()) {
    if (sample.at > at) break;
    samples.push(sample);
  }
  return samples;
}

/** What was used is remembered of the same windows, each once, however often it was killed. */
async function expectUsedOnce(
  used: readonly UsedWindow[],
  sampledAt: number,
  toldUntil = Infinity,
): Promise<void> {
  const [first, last] = [used[0]?.end ?? 0, used.at(-1)?.end ?? 0];
  expect(used.length).to.be.greaterThan(20);
  expect(last).to.be.at.least(toldUntil);
  const cut = driveCutter(await samplesUntil(sampledAt)).map(summariseWindow);
  expect(used).to.deep.equal(cut.filter(({ end }) => end >= first && end <= last));
}

describe('a queue that is killed', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-queue-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('loses no sample that was taken and sends every window once and uses no key twice, killed -9 again and again', async function () {
    this.timeout(120_000);
    const start = Math.floor(Date.now() / 1000);
    let durable = 0;
    for (const ms of [5, 40, 290, 130, 210, 620, 17, 464]) {
      durable = Math.max(durable, await runAndKill(folder, start, ms));
    }
    const key = createPrivateKey(await readFile(join(folder, 'key.pem')));
    const ledger = new FileLedger(join(folder, 'ledger.jsonl'), publicKeyBase64(key));
    const keys = homeKeysOn({ folder, ledger, timer: new ManualTimer(0) });
    await keys.load();
    const outbox = new Outbox(folder, cipher);
    await outbox.open();
    const queue = outbox.queue('meter-1');
    const resumption = await queue.load();
    const waiting = await queue.first(10_000);
    const pack = await queue.pack();
    const used = await queue.used();
    await outbox.close();

    const sampledAt = resumption?.samples.at(-1)?.at ?? resumption?.cutter.intervals.sampledAt ?? 0;
    expect(sampledAt).to.be.at.least(durable);

    const { headers } = ledger;
    expect(headers.length).to.be.greaterThan(20);
    expect(headers.map(({ sequence }) => sequence)).to.deep.equal(headers.map((_, index) => index + 1));

    // Whatever was killed when: all on the ledger opens with the keys on the disk, and is one chain.
    const payloads = await Promise.all(
      ledger.current.map(async ({ window }) => {
        const opened = await keys.keyring.openEssential(Buffer.from(window.essential, 'base64'));
        return decodeEssential(opened ?? Buffer.alloc(0));
      }),
    );
    payloads.slice(1).forEach((payload, index) => {
      const before = payloads[index];
      expect(before && payloadHash(before)).to.equal(payload.previousHash);
    });

    // Windows of the pack under way may be on the ledger already: they are counted there.
    const sentEnd = headers.at(-1)?.end ?? 0;
    const underWay = waiting.filter(({ start: from }) => from < sentEnd);
    expect(
      underWay.every(({ start: from }) => pack?.windows.some(({ readings }) => readings.start === from)),
    ).to.equal(true);
    const told = [...payloads, ...waiting.filter(({ start: from }) => from >= sentEnd)].map(
      ({ intervals }) => intervals,
    );
    const expected = driveCutter(await samplesUntil(sampledAt)).map(({ intervals }) => intervals);
    expect(told).to.deep.equal(expected.slice(0, told.length));
    expect(expected.length - told.length).to.be.at.most(2);

    await expectUsedOnce(used, sampledAt, told.flat().at(-1)?.end);
    await expectFreshKeys(ledger, keys);
  });

  it('refuses to be opened twice', async () => {
    const first = new Outbox(folder, cipher);
    await first.open();
    const second = new Outbox(folder, cipher);
    const error: unknown = await second.open().catch((reason: unknown) => reason);
    await first.close();
    expect(error).to.have.property('code', 'STORE_UNAVAILABLE');
  });
});
