import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPrivateKey } from 'node:crypto';
import { publicKeyBase64 } from '@acequia/protocol';
import { LedgerTimer } from '../src/meters/LedgerTimer.js';
import { ModelReader } from '../src/meters/ModelReader.js';
import { ReplayDriver } from '../src/meters/ReplayDriver.js';
import { Outbox } from '../src/outbox/Outbox.js';
import { AgentEvents } from '../src/services/AgentEvents.js';
import { beginLine } from '../src/services/beginLine.js';
import { Sampler } from '../src/services/Sampler.js';
import { Sender } from '../src/services/Sender.js';
import { WindowCutter } from '../src/services/WindowCutter.js';
import { HOUR, ORIGIN, RULES } from './driveCutter.js';
import { FileLedger } from './FileLedger.js';

/**
 * A meter's line with everything but Fabric, to be killed: `node queueProgram.js FOLDER START_SECONDS`. It writes the time
 * of the last durable sample to its output.
 */
const [folder = '', start = ''] = process.argv.slice(2);
const keyFile = join(folder, 'key.pem');
if (!existsSync(keyFile)) {
  const made = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  writeFileSync(keyFile, made.export({ type: 'pkcs8', format: 'pem' }));
}
const key = createPrivateKey(readFileSync(keyFile));
const ledger = new FileLedger(join(folder, 'ledger.jsonl'), publicKeyBase64(key));
// Between the ledger's taking a submission and the agent's hearing of it lies time to be killed in.
ledger.answer = async () => {
  await sleep(15);
};
/** An hour of the ledger in 2 ms. */
const timer = new LedgerTimer({ origin: ORIGIN, start: Number(start), speed: 1_800_000 });
const reader = new ModelReader({
  seed: 'kill',
  home: 1,
  resource: 'water',
  first: ORIGIN - HOUR,
  hours: 50_000,
});
const outbox = new Outbox(folder);
await outbox.open();
const queue = outbox.queue('meter-1');
const events = new AgentEvents();
events.on('sampled', (_deviceId, { at }) => process.stdout.write(`${String(at)}\n`));
const resumption = (await queue.load()) ?? (await beginLine('meter-1', ORIGIN, queue, ledger));
const sampler = new Sampler({
  deviceId: 'meter-1',
  driver: new ReplayDriver(reader, timer),
  queue,
  events,
  timer,
  latenessSeconds: 60,
  newCutter: (state) => new WindowCutter(RULES, state),
});
const signatory = { homeId: 'SH1', deviceId: 'meter-1', key };
const retry = { firstMs: 10, maxMs: 100, slowMs: 100 };
const sender = new Sender({ signatory, queue, ledger, events, retry });
await Promise.all([sender.start(), sampler.start(resumption)]);
