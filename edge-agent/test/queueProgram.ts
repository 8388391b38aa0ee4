import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPrivateKey } from 'node:crypto';
import { generateX25519, publicKeyBase64 } from '@acequia/protocol';
import { orUnknown } from '@acequia/protocol/fabric';
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
import { CHANNEL, DOMAIN, FileLedger } from './FileLedger.js';
import { cipher, homeKeysOn } from './homeKeysOn.js';

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
ledger.answerKeys = ledger.answer;
/** An hour of the ledger in 20 ms. */
const SPEED = 180_000;
const timer = new LedgerTimer({ origin: ORIGIN, start: Number(start), speed: SPEED });
const communityKey = ledger.keys.getOperationKey({ owner: 'community' });
if ((await orUnknown(communityKey, /^OPERATION_KEY_UNKNOWN$/)) === undefined) {
  ledger.publishCommunityKey(generateX25519().publicKey);
}
const reader = new ModelReader({
  seed: 'kill',
  home: 1,
  resource: 'water',
  first: ORIGIN - HOUR,
  hours: 50_000,
});
const outbox = new Outbox(folder, cipher);
await outbox.open();
const queue = outbox.queue('meter-1');
const events = new AgentEvents();
events.on('sampled', (_deviceId, { at }) => process.stdout.write(`${String(at)}\n`));
const keys = homeKeysOn({ folder, ledger, timer, events, speed: SPEED });
await keys.load();
const { keyring, epochs } = keys;
const resumption = (await queue.load()) ?? (await beginLine('meter-1', ORIGIN, queue, { ledger, keyring }));
const sampler = new Sampler({
  deviceId: 'meter-1',
  driver: new ReplayDriver(reader, timer),
  queue,
  events,
  timer,
  latenessSeconds: 60,
  newCutter: (state) => new WindowCutter(RULES, state),
});
const signatory = { homeId: 'SH1', deviceId: 'meter-1', key, channel: CHANNEL, domain: DOMAIN };
const retry = { firstMs: 10, maxMs: 100, slowMs: 100 };
const sender = new Sender({ signatory, queue, ledger, events, retry, keyring, epochs });
/** Somebody who asks for new epochs again and again, so that some kills come in the middle of a rotation. */
async function rotate(): Promise<void> {
  for (;;) {
    await sleep(25);
    await keys.keeper.renew('rotation');
  }
}
await Promise.all([keys.run(), rotate(), sender.start(), sampler.start(resumption)]);
