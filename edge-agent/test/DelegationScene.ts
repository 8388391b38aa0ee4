import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodeEssential,
  EPOCH_SECONDS,
  hashCanonical,
  NO_HASH,
  random16Hex,
  recordHeaderOf,
  sealRecord,
  wrapForDelegatee,
  type ChannelMessage,
  type EpochView,
} from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import type { DelegateeLedger } from '../src/delegation/DelegateeReader.js';
import { GRID } from './aTerms.js';
import { DOMAIN, FileLedger } from './FileLedger.js';
import { ManualTimer } from './ManualTimer.js';
import { NeighbourHome } from './NeighbourHome.js';
import { aParty, TestMailbox } from './TestMailbox.js';
import { waitFor } from './waitFor.js';

export const DEVICE = 'meter-1';
export const WISH = {
  delegatee: 'SH2',
  start: GRID,
  end: GRID + 4 * EPOCH_SECONDS,
  purpose: 'absence',
  words: '',
  granularity: 'intervals',
  feePerEpoch: '5',
  copyAlarms: false,
} as const;

type EpochRequest = Parameters<DelegateeLedger['keys']['getEpoch']>[0];

/** Two homes, a ledger in a file, and a community that registers whatever it is asked to; a little before the grid's point. */
export class DelegationScene {
  readonly folder = mkdtempSync(join(tmpdir(), 'acequia-delegation-'));
  readonly timer = new ManualTimer(GRID - 100);
  readonly community = aParty('community');
  readonly ledger = new FileLedger(join(this.folder, 'ledger.jsonl'), '');
  readonly mailbox = new TestMailbox(this.community, [aParty('SH1'), aParty('SH2'), aParty('SH3')]);
  /** What the community was told. */
  readonly heard: ChannelMessage[] = [];
  /** Changes the delegator's epoch records on their way to the delegatee. */
  tamper: (view: EpochView) => EpochView = (view) => view;
  #url = '';
  #a: NeighbourHome | undefined;
  #b: NeighbourHome | undefined;
  /** Sealed windows of SH1 by sequence, in base64. */
  readonly #essentials: string[] = [];

  /** SH1, the delegator. */
  get a(): NeighbourHome {
    if (this.#a === undefined) throw new Error('not started');
    return this.#a;
  }

  /** SH2, the delegatee. */
  get b(): NeighbourHome {
    if (this.#b === undefined) throw new Error('not started');
    return this.#b;
  }

  /** The delegator's newest epoch. */
  get latest(): HomeEpoch {
    const epoch = this.a.keys?.keyring.latest;
    if (epoch === undefined) throw new Error('no epoch yet');
    return epoch;
  }

  async start(): Promise<void> {
    this.ledger.now = () => this.timer.now();
    this.ledger.publishCommunityKey(this.community.operation.publicKey);
    this.#url = await this.mailbox.start();
    this.mailbox.onMessage = (message) => {
      this.#register(message);
    };
    this.#a = await this.home('SH1');
    this.#b = await this.home('SH2');
    await waitFor('an epoch before', () => this.a.keys?.keyring.latest !== undefined);
  }

  async stop(): Promise<void> {
    await Promise.all([this.a.stop(), this.b.stop()]);
    await this.mailbox.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** A home on what lies on its disk. */
  async home(homeId: 'SH1' | 'SH2'): Promise<NeighbourHome> {
    const { folder, mailbox, timer, ledger } = this;
    const reading: DelegateeLedger = {
      keys: { getEpoch: async (request) => this.#epoch(request) },
      monitoring: {
        getEssential: async ({ sequence }) =>
          Promise.resolve({ essential: this.#essentials[sequence - 1] ?? '' }),
      },
    };
    const hasKeys = homeId === 'SH1';
    const parts = { homeId, folder, url: this.#url, mailbox, timer, ledger, reading, hasKeys };
    return new NeighbourHome(parts).start();
  }

  /** From the offer until it runs. @returns the delegation's id. */
  async begin(): Promise<string> {
    const { a, b } = this;
    const { delegationId } = await a.service.offer(WISH);
    await waitFor('the offer', () => b.book.find(delegationId) !== undefined);
    await b.service.accept(delegationId);
    await this.reach('registered');
    this.timer.set(GRID + 10);
    await waitFor('the first epoch', () => this.latest.record.start >= GRID);
    await this.reach('active');
    return delegationId;
  }

  /** Waits until both sides are at a state. */
  async reach(state: string): Promise<void> {
    const states = (): (string | undefined)[] => [this.a, this.b].map(({ book }) => book.list()[0]?.state);
    await waitFor(`both to be ${state}`, () => states().every((reached) => reached === state));
  }

  /** SH1 seals a window with its present epoch and submits it. @returns its sequence. */
  async measure(amount: number): Promise<number> {
    const { record, keys } = this.latest;
    const sequence = this.#essentials.length + 1;
    const start = this.timer.now();
    const end = start + 60;
    const plaintext = encodeEssential({
      version: 2,
      previousHash: NO_HASH,
      intervals: [{ start, end, quality: 'measured', amount }],
      signature: Buffer.alloc(64, 1).toString('base64'),
    });
    const place = { homeId: 'SH1', deviceId: DEVICE, epoch: record.epoch, sequence, start, end };
    const header = recordHeaderOf({ version: 2, ...place, salt: random16Hex() }, 'essential');
    const sealed = sealRecord(Buffer.from(keys.essential, 'base64'), header, DOMAIN, plaintext);
    this.#essentials.push(sealed.toString('base64'));
    await this.b.reader.announce('SH1', [{ deviceId: DEVICE, sequence }]);
    return sequence;
  }

  /** What the delegatee has read. */
  async amounts(delegationId: string): Promise<(number | undefined)[]> {
    const { windows } = await this.b.reader.readings(delegationId);
    return windows.flatMap(({ intervals }) => intervals.map(({ amount }) => amount));
  }

  /** A second wrap that is not what it should be: for nobody, or with the key of the extended dataset. */
  spoiltWrap({ epoch, end }: EpochView, kind: 'junk' | 'the extended key'): string {
    const [entry] = this.a.book.list();
    const own = this.a.keys?.keyring.ofCell(end).find(({ record }) => record.epoch === epoch);
    const extended = Buffer.from(own?.keys.extended ?? '', 'base64');
    const place = { domain: DOMAIN, homeId: 'SH1', epoch };
    const slot = entry?.publicKey !== undefined && {
      delegationId: entry.delegationId,
      publicKey: Buffer.from(entry.publicKey, 'base64'),
    };
    const recipient = kind === 'junk' || slot === false ? undefined : slot;
    return wrapForDelegatee(extended, recipient, place).toString('base64');
  }

  async #epoch(request: EpochRequest): Promise<EpochView> {
    const view = await this.ledger.keys.getEpoch(request);
    return this.tamper({ ...view, publishedAt: view.start });
  }

  #register(message: ChannelMessage): void {
    this.heard.push(message);
    const { body } = message;
    if (body.type !== 'register') return;
    const { delegationId, delegator, delegatee } = body.terms;
    const registered = { type: 'registered', delegationId, termsHash: hashCanonical(body.terms) } as const;
    for (const to of [delegator, delegatee]) this.mailbox.tell(to, registered);
  }
}
