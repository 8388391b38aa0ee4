import { generateKeyPairSync } from 'node:crypto';
import {
  CodedError,
  decodeEssential,
  EPOCH_LATENESS_SECONDS,
  generateX25519,
  publicKeyBase64,
  windowHeaderOf,
} from '@acequia/protocol';
import { expect } from 'chai';
import { HOUR, ORIGIN } from '../../test/driveCutter.js';
import { CHANNEL, DOMAIN } from '../../test/FileLedger.js';
import { cipher } from '../../test/homeKeysOn.js';
import { hourWindow } from '../../test/hourWindow.js';
import { KeysScene } from '../../test/KeysScene.js';
import { waitFor } from '../../test/waitFor.js';
import type { EpochGuests } from '../keys/EpochGuests.js';
import type { HomeKeys } from '../keys/HomeKeys.js';
import { noGuests } from '../keys/noGuests.js';
import type { DeviceQueue } from '../outbox/DeviceQueue.js';
import { Outbox } from '../outbox/Outbox.js';
import { beginLine } from './beginLine.js';
import { chainOf } from './chainOf.js';
import { freshState } from './freshState.js';
import { makePack } from './makePack.js';
import { Sender } from './Sender.js';

const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signatory = { homeId: 'SH1', deviceId: 'meter-1', key, channel: CHANNEL, domain: DOMAIN };

describe('Sender, of what is sealed already', () => {
  let scene: KeysScene;
  let outbox: Outbox;
  let queue: DeviceQueue;
  let keys: HomeKeys;
  let sender: Sender;
  let codes: string[];
  let guests: { -readonly [K in keyof EpochGuests]: EpochGuests[K] };

  const put = async (from: number, to: number): Promise<void> => {
    const windows = Array.from({ length: to - from }, (_, index) => hourWindow(from + index));
    const windowStart = ORIGIN + to * HOUR;
    await queue.keep([], { windows, cutter: { windowStart, intervals: freshState(windowStart) } });
  };
  const newSender = (): Sender => {
    const { ledger, events } = scene;
    const { keyring, epochs } = keys;
    const retry = { firstMs: 5, maxMs: 20, slowMs: 30 };
    return new Sender({ signatory, keyring, epochs, queue, ledger, events, retry });
  };
  const sent = async (): Promise<void> => waitFor('all to be sent', () => queue.queued === 0);
  /** Registers of the windows on the ledger, opened with the home's keys. */
  const registers = async (): Promise<unknown[]> =>
    Promise.all(
      scene.ledger.current.map(async ({ window }) => {
        const opened = await keys.keyring.openEssential(Buffer.from(window.essential, 'base64'));
        return decodeEssential(opened ?? Buffer.alloc(0)).intervals[0]?.from;
      }),
    );

  beforeEach(async () => {
    scene = await KeysScene.open(publicKeyBase64(key));
    scene.timer.set(ORIGIN + 200 * HOUR);
    outbox = new Outbox(scene.folder, cipher);
    await outbox.open();
    queue = outbox.queue('meter-1');
    guests = { ...noGuests };
    keys = await scene.start(guests);
    codes = [];
    scene.events.on('refused', (_deviceId, { code }) => codes.push(code));
    await queue.load();
    await beginLine('meter-1', ORIGIN, queue, { ledger: scene.ledger, keyring: keys.keyring });
    sender = newSender();
  });

  afterEach(async () => {
    await keys.stop();
    await sender.stop();
    await outbox.close();
    await scene.close();
  });

  it('seals again under the next epoch what the ledger calls too late for its own', async () => {
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    scene.timer.set(scene.timer.now() + 6 * HOUR);
    await waitFor('an epoch', () => keys.keyring.sealing.length === 2);
    // By the ledger's clock the first one takes no more records; this machine's is a little behind.
    const end = keys.keyring.sealing[0]?.record.end ?? 0;
    scene.ledger.now = () => end + EPOCH_LATENESS_SECONDS + 1;
    await put(0, 3);
    void sender.start();
    await sent();
    expect(codes).to.deep.equal(['EPOCH_EXPIRED']);
    expect(scene.ledger.headers.map(({ epoch, sequence }) => [epoch, sequence])).to.deep.equal([
      [2, 1],
      [2, 2],
      [2, 3],
    ]);
    expect(keys.keyring.sealing.map(({ record }) => record.epoch)).to.deep.equal([2]);
    const salts = new Set(scene.ledger.offered.map(({ window }) => saltOf(window.essential)));
    expect([salts.size, scene.ledger.epochs.length, queue.setAsideCount]).to.deep.equal([6, 2, 0]);
    expect(await registers()).to.deep.equal([0, 1, 2]);
  });

  it('is patient with endorsers that do not know an epoch yet, and costs the ledger no other one', async () => {
    let refusals = 0;
    scene.ledger.refuse = () => {
      refusals += 1;
      if (refusals <= 7) throw new CodedError('EPOCH_UNKNOWN', 'behind');
    };
    const { getEpoch } = scene.ledger.keys;
    scene.ledger.keys.getEpoch = async (request) => {
      if (request.epoch !== undefined) throw new CodedError('EPOCH_UNKNOWN', 'behind');
      return getEpoch(request);
    };
    const resealed: string[] = [];
    scene.events.on('resealed', (_deviceId, { code }) => resealed.push(code));
    await put(0, 2);
    void sender.start();
    await sent();
    expect(codes).to.deep.equal(Array.from({ length: 7 }, () => 'EPOCH_UNKNOWN'));
    expect(resealed).to.deep.equal(Array.from({ length: 3 }, () => 'EPOCH_UNKNOWN'));
    expect(new Set(scene.ledger.offered.map(({ window }) => window.essential)).size).to.equal(8);
    expect(scene.ledger.headers.map(({ epoch, sequence }) => [epoch, sequence])).to.deep.equal([
      [1, 1],
      [1, 2],
    ]);
    expect([scene.ledger.epochs.length, queue.setAsideCount]).to.deep.equal([1, 0]);
  });

  it('sends nothing any more that a delegatee could read whose delegation has ended', async () => {
    const { publicKey } = generateX25519();
    const delegatee = {
      delegationId: 'ab'.repeat(16),
      homeId: 'SH2',
      publicKey: publicKey.toString('base64'),
    };
    let isEnded = false;
    guests.delegateeFor = async () => Promise.resolve(isEnded ? undefined : delegatee);
    await keys.keeper.renew('rotation');
    expect(keys.keyring.latest?.delegatee).to.deep.equal(delegatee);
    let isAway = true;
    scene.ledger.refuse = () => {
      if (isAway) throw new CodedError('LEDGER_UNAVAILABLE', 'away');
    };
    await put(0, 2);
    void sender.start();
    await waitFor('LEDGER_UNAVAILABLE', () => codes.includes('LEDGER_UNAVAILABLE'));
    isEnded = true;
    isAway = false;
    await sent();
    const sealers = await Promise.all(
      scene.ledger.headers.map(async ({ epoch }) => keys.keyring.epoch(epoch)),
    );
    expect(sealers.map((epoch) => epoch?.delegatee)).to.deep.equal([undefined, undefined]);
    expect(await registers()).to.deep.equal([0, 1]);
  });

  it('does not take a peer that is behind for a ledger that lost its windows', async () => {
    await put(0, 1);
    void sender.start();
    await sent();
    await sender.stop();
    const readings = await queue.sent(1);
    const [epoch] = keys.keyring.sealing;
    if (readings === undefined || epoch === undefined) throw new Error('it was sent');
    // As if the answer had been lost, and the window sealed again since.
    await put(0, 1);
    await queue.dropPack(chainOf(undefined));
    await queue.savePack(makePack([readings], [epoch], signatory));
    const { getEssential } = scene.ledger.monitoring;
    scene.ledger.monitoring.getEssential = async () => {
      scene.ledger.monitoring.getEssential = getEssential;
      return Promise.reject(new CodedError('WINDOW_UNKNOWN', 'behind'));
    };
    sender = newSender();
    void sender.start();
    await sent();
    expect([scene.ledger.headers.length, queue.setAsideCount]).to.deep.equal([1, 0]);
    expect(await queue.chain()).to.include({ sequence: 1 });
  });
});

function saltOf(essential: string): string {
  return windowHeaderOf(Buffer.from(essential, 'base64'), 'meter-1').salt;
}
