import { expect } from 'chai';
import fc from 'fast-check';
import { temporaryFolder } from '../../test/ledger/temporaryFolder.js';
import { testCommit } from '../../test/ledger/testCommit.js';
import { SqliteLedger } from './SqliteLedger.js';
import type { StateEntry } from './StateEntry.js';
import type { StateExpiry } from './BlockCommit.js';
import type { StateSnapshot } from './StateSnapshot.js';
import type { StateUpdate } from './StateUpdate.js';

interface Change {
  readonly key: Uint8Array;
  readonly isDelete: boolean;
  readonly expiresIn: number;
}
type Step =
  | { readonly do: 'commit'; readonly changes: readonly Change[] }
  | {
      readonly do: 'open';
      readonly lag: number;
      readonly start: Uint8Array;
      readonly end: Uint8Array | undefined;
    }
  | { readonly do: 'read'; readonly which: number; readonly count: number; readonly key: Uint8Array }
  | { readonly do: 'release'; readonly which: number }
  | { readonly do: 'forget'; readonly lag: number };

/** Every key as hexadecimal digits, with its value. */
type Copy = ReadonlyMap<string, string>;

interface Reader {
  readonly snapshot: StateSnapshot;
  readonly copy: Copy;
  readonly range: Iterator<readonly [Uint8Array, StateEntry]>;
  readonly rest: (readonly [string, string])[];
}

const BYTES = [0x00, 0x01, 0x61, 0xff];
const key = fc.array(fc.constantFrom(...BYTES), { maxLength: 3 }).map((bytes) => Uint8Array.from(bytes));
const change = fc.record({ key, isDelete: fc.boolean(), expiresIn: fc.nat(3) });
/** Many and long ranges, whose pages end before keys of every kind. */
const start = fc.oneof(
  { weight: 3, arbitrary: fc.constant(new Uint8Array()) },
  { weight: 1, arbitrary: key },
);
const end = fc.option(key, { nil: undefined, freq: 1 });
const allKeys = fc.shuffledSubarray([...keysUpTo(3)], { minLength: 60 });
const lag = fc.nat(4);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('commit' as const), changes: fc.array(change, { maxLength: 40 }) }),
  fc.record({ do: fc.constant('open' as const), lag, start, end }),
  fc.record({ do: fc.constant('read' as const), which: fc.nat(9), count: fc.nat(30), key }),
  fc.record({ do: fc.constant('release' as const), which: fc.nat(9) }),
  fc.record({ do: fc.constant('forget' as const), lag }),
);

/** The ledger beside full copies of the state at every height. */
class ModelledLedger {
  readonly #ledger: SqliteLedger;
  readonly #copies: Copy[] = [new Map()];
  readonly #versions: ReadonlyMap<string, number>[] = [new Map()];
  readonly #expiries: StateExpiry[] = [];
  readonly #readers: Reader[] = [];
  #lowest = 0;

  constructor(ledger: SqliteLedger) {
    this.#ledger = ledger;
  }

  run(step: Step): void {
    switch (step.do) {
      case 'commit':
        this.#commit(step.changes);
        break;
      case 'open':
        this.#open(step.lag, step.start, step.end);
        break;
      case 'read':
        this.#read(step.which, step.count, step.key);
        break;
      case 'release':
        this.#release(step.which);
        break;
      case 'forget':
        this.#lowest = Math.max(this.#lowest, this.#ledger.height - step.lag);
        this.#ledger.forgetBelow(this.#lowest);
    }
  }

  finish(): void {
    while (this.#readers.length > 0) {
      this.#read(0, Infinity, new Uint8Array());
      this.#release(0);
    }
  }

  #commit(changes: readonly Change[]): void {
    const block = this.#ledger.height;
    const updates = changes.map((one, tx) => updateOf(one, block, tx));
    const expiries = changes
      .map(({ key, expiresIn }, tx) => ({
        atBlock: block + expiresIn,
        space: 'cc',
        key,
        version: { block, tx },
      }))
      .filter(({ atBlock }) => atBlock > block);
    this.#ledger.commit(testCommit(this.#ledger, { updates, expiries }));
    const copy = new Map(this.#copies.at(-1));
    const versions = new Map(this.#versions.at(-1));
    for (const due of this.#expiries.filter(({ atBlock }) => atBlock === block)) {
      if (versions.get(hex(due.key)) !== due.version.block * 1000 + due.version.tx) continue;
      copy.delete(hex(due.key));
      versions.delete(hex(due.key));
    }
    for (const { key, entry } of updates) {
      copy.delete(hex(key));
      versions.delete(hex(key));
      if (entry === undefined) continue;
      copy.set(hex(key), hex(entry.value));
      versions.set(hex(key), entry.version.block * 1000 + entry.version.tx);
    }
    this.#copies.push(copy);
    this.#versions.push(versions);
    this.#expiries.push(...expiries);
  }

  #open(lag: number, start: Uint8Array, end: Uint8Array | undefined): void {
    const height = Math.max(this.#lowest, this.#ledger.height - lag);
    const snapshot = this.#ledger.snapshot(height);
    const copy = this.#copies[height] ?? new Map<string, string>();
    const rest = [...copy]
      .filter(([name]) => name >= hex(start) && (end === undefined || name < hex(end)))
      .sort(([left], [right]) => (left < right ? -1 : 1));
    this.#readers.push({ snapshot, copy, range: snapshot.range('cc', start, end), rest });
  }

  #read(which: number, count: number, key: Uint8Array): void {
    const reader = this.#readers[which];
    if (reader === undefined) return;
    const { snapshot, copy, range, rest } = reader;
    const value = snapshot.get('cc', key)?.value;
    expect(value === undefined ? undefined : hex(value)).to.equal(copy.get(hex(key)));
    expect(snapshot.get('other', key)).to.equal(undefined);
    for (let read = 0; read < count; read++) {
      const next = range.next();
      const expected = rest.shift();
      if (next.done === true) {
        expect(expected).to.equal(undefined);
        return;
      }
      expect([hex(next.value[0]), hex(next.value[1].value)]).to.deep.equal(expected);
    }
  }

  #release(which: number): void {
    const [reader] = this.#readers.splice(which, 1);
    reader?.snapshot.release();
  }
}

describe('SqliteSnapshot', () => {
  const file = temporaryFolder();

  it('shows the state of its height, whatever is committed before and while it is read', function () {
    this.timeout(60_000);
    let run = 0;
    fc.assert(
      fc.property(allKeys, fc.array(step, { minLength: 10, maxLength: 80, size: 'max' }), (keys, steps) => {
        const ledger = SqliteLedger.open(file(`model${String(run++)}`));
        try {
          const model = new ModelledLedger(ledger);
          model.run({ do: 'commit', changes: keys.map((key) => ({ key, isDelete: false, expiresIn: 0 })) });
          for (const one of steps) model.run(one);
          model.finish();
        } finally {
          ledger.close();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells a key from one that begins with it, and the empty end from none', () => {
    const ledger = SqliteLedger.open(file('keys'));
    const keys = ['', '00', '61', '6100', '610000', '6101', '62', 'ff', 'ffff'];
    ledger.commit(
      testCommit(ledger, {
        updates: keys.map((name, tx) => updateOf({ key: bytes(name), isDelete: false, expiresIn: 0 }, 0, tx)),
      }),
    );
    const snapshot = ledger.snapshot(1);
    const range = (start: string, end?: string): string[] =>
      [...snapshot.range('cc', bytes(start), end === undefined ? undefined : bytes(end))].map(([name]) =>
        hex(name),
      );
    expect(range('')).to.deep.equal(keys);
    expect(range('61', '6101')).to.deep.equal(['61', '6100', '610000']);
    expect(range('6100', '6100')).to.deep.equal([]);
    expect(range('62', '61')).to.deep.equal([]);
    expect(range('', '')).to.deep.equal([]);
    expect(range('', '00')).to.deep.equal(['']);
    expect(range('ff')).to.deep.equal(['ff', 'ffff']);
    ledger.close();
  });

  it('keeps spaces apart', () => {
    const ledger = SqliteLedger.open(file('spaces'));
    const updates = ['a', 'a$$h', 'b'].map((space, tx) => ({
      ...updateOf({ key: bytes('61'), isDelete: false, expiresIn: 0 }, 0, tx),
      space,
    }));
    const early = ledger.snapshot(0);
    ledger.commit(testCommit(ledger, { updates }));
    const snapshot = ledger.snapshot(1);
    for (const [tx, { space }] of updates.entries()) {
      const found = [...snapshot.range(space, new Uint8Array(), undefined)];
      expect(found.map(([, { version }]) => version)).to.deep.equal([{ block: 0, tx }]);
      expect([...early.range(space, new Uint8Array(), undefined)]).to.deep.equal([]);
    }
    ledger.close();
  });

  it('reads thousands of keys and large values page by page, in order', () => {
    const ledger = SqliteLedger.open(file('pages'));
    const updates = Array.from({ length: 3000 }, (_, tx) => ({
      space: 'cc',
      key: Buffer.from(String(tx).padStart(5, '0')),
      entry: entryOf(0, tx, Buffer.alloc(tx % 100 === 0 ? 300_000 : 10, tx)),
    }));
    ledger.commit(testCommit(ledger, { updates }));
    const snapshot = ledger.snapshot(1);
    let next = 0;
    for (const [name, { value, version }] of snapshot.range('cc', new Uint8Array(), undefined)) {
      expect(Buffer.compare(name, updates[next]?.key ?? Buffer.of())).to.equal(0);
      expect(Buffer.compare(value, updates[next]?.entry.value ?? Buffer.of())).to.equal(0);
      expect(version).to.deep.equal({ block: 0, tx: next });
      next++;
    }
    expect(next).to.equal(3000);
    ledger.close();
  });

  it('keeps metadata and empty values', () => {
    const ledger = SqliteLedger.open(file('metadata'));
    const metadata = new Map([
      ['VALIDATION_PARAMETER', Buffer.of(1, 0, 2)],
      ['other', Buffer.of()],
    ]);
    const entry = { value: new Uint8Array(), metadata, version: { block: 0, tx: 3 } };
    ledger.commit(testCommit(ledger, { updates: [{ space: 'cc', key: bytes('61'), entry }] }));
    const found = ledger.snapshot(1).get('cc', bytes('61'));
    expect(found?.version).to.deep.equal({ block: 0, tx: 3 });
    expect(found?.value).to.have.length(0);
    expect([...(found?.metadata ?? [])].map(([name, value]) => [name, hex(value)])).to.deep.equal([
      ['VALIDATION_PARAMETER', '010002'],
      ['other', ''],
    ]);
    ledger.close();
  });

  it('refuses to be read after its release, and is released once', () => {
    const ledger = SqliteLedger.open(file('released'));
    const [first, second] = [ledger.snapshot(0), ledger.snapshot(0)];
    ledger.commit(testCommit(ledger, {}));
    ledger.forgetBelow(1);
    const range = first.range('cc', new Uint8Array(), undefined);
    first.release();
    first.release();
    expect(() => first.get('cc', bytes('61'))).to.throw('the snapshot has been released');
    expect(() => first.history('cc', bytes('61'))).to.throw('the snapshot has been released');
    expect(() => range.next()).to.throw('the snapshot has been released');
    // The other one still holds the height.
    expect(ledger.snapshot(0).height).to.equal(0);
    expect(second.get('cc', bytes('61'))).to.equal(undefined);
    ledger.close();
  });
});

/** Every key of so many bytes and fewer. */
function keysUpTo(length: number): readonly Uint8Array[] {
  if (length === 0) return [new Uint8Array()];
  const shorter = keysUpTo(length - 1);
  const longest = shorter.filter((one) => one.length === length - 1);
  return [...shorter, ...longest.flatMap((one) => BYTES.map((byte) => Uint8Array.of(...one, byte)))];
}

function updateOf({ key, isDelete }: Change, block: number, tx: number): StateUpdate {
  const value = Buffer.from(`${String(block)}/${String(tx)}`);
  return { space: 'cc', key, entry: isDelete ? undefined : entryOf(block, tx, value) };
}

function entryOf(block: number, tx: number, value: Uint8Array): StateEntry {
  return { value, metadata: new Map(), version: { block, tx } };
}

function hex(value: Uint8Array): string {
  return Buffer.from(value).toString('hex');
}

function bytes(digits: string): Uint8Array {
  return Buffer.from(digits, 'hex');
}
