import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { run } from '@acequia/network/common';
import { resultsFileSchema } from '@acequia/network/common';

const main = fileURLToPath(new URL('main.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe('the bench', function () {
  this.timeout(120_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bench-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs the program in the test's folder. @param interruptAt what it says when it is interrupted. */
  async function bench(args: readonly string[], interruptAt?: string): Promise<Ended> {
    const child = spawn(process.execPath, [main, ...args], { cwd: folder });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      if (interruptAt !== undefined && text.includes(interruptAt)) child.kill('SIGINT');
    });
    const closed: unknown[] = await once(child, 'close');
    const [code] = closed;
    return { code: typeof code === 'number' ? code : null, out, err };
  }

  /** Command lines that name the test's folder. */
  async function running(): Promise<string[]> {
    const lines = (await run('ps', ['-e', '-ww', '-o', 'args='])).split('\n');
    return lines.filter((line) => line.includes(folder));
  }

  it('measures two embedded networks in turns, and writes what DESIGN says', async () => {
    const { code, out, err } = await bench(['--quick', '--only', 'embedded', '--out', 'results/bench.json']);
    expect(code, err).to.equal(0);
    const file = resultsFileSchema.parse(
      JSON.parse(readFileSync(join(folder, 'results/bench.json'), 'utf8')),
    );
    expect(
      file.results.map(({ name, unit, against, goal }) => ({ name, unit, against, goal })),
    ).to.deep.equal([
      {
        name: 'embedded start',
        unit: 's',
        against: 'embedded start',
        goal: { of: 'value', op: '<=', limit: 2 },
      },
      {
        name: 'embedded/embedded null',
        unit: 'tx/s',
        against: 'embedded null',
        goal: { of: 'ratio', op: '>=', limit: 3 },
      },
      {
        name: 'embedded/embedded submissions',
        unit: 'tx/s',
        against: 'embedded submissions',
        goal: { of: 'ratio', op: '>=', limit: 3 },
      },
    ]);
    for (const { value, againstValue, ratio, spread, goal, met, runs } of file.results) {
      expect(ratio).to.equal(value / againstValue);
      expect(spread).to.deep.equal([ratio, ratio]);
      expect(runs).to.equal(1);
      expect(met).to.equal(goal.of === 'value' ? value <= 2 : ratio >= 3);
    }
    expect(file.details.map(({ name }) => name)).to.deep.equal([
      'embedded null, latency median',
      'embedded null, latency 95 %',
      'embedded submissions, latency median',
      'embedded submissions, latency 95 %',
      'embedded memory',
    ]);
    expect(out).to.include('embedded/embedded submissions');
    expect(err.trim().split('\n').at(-1)).to.match(/written: .*results\/bench\.json$/);
    expect(readdirSync(join(folder, 'build')), 'what is left of the run').to.deep.equal([]);
    expect(await running()).to.deep.equal([]);
  });

  it('measures sealed windows against plain ones, with what an epoch costs spread over them', async () => {
    const { code, err } = await bench(['--quick', '--only', 'secure', '--out', 'sealed.json']);
    expect(code, err).to.equal(0);
    const { results, details } = resultsFileSchema.parse(
      JSON.parse(readFileSync(join(folder, 'sealed.json'), 'utf8')),
    );
    const sizes = [1, 10, 100, 1000, 10_000];
    expect(results.map(({ name }) => name)).to.deep.equal([
      ...sizes.map((size) => `secure/naive CPU L=${size}`),
      ...sizes.map((size) => `secure/naive bytes L=${size}`),
      'secure/naive latency',
      ...sizes.map((size) => `secure/naive delegation read L=${size}`),
      'secure L=10000 commit',
    ]);
    for (const [index, size] of sizes.entries()) {
      const { value, againstValue } = results[sizes.length + index] ?? { value: 0, againstValue: 0 };
      expect(againstValue).to.equal(100 * size);
      // Header, commitment and tag, and the share of an epoch's record.
      expect(value - againstValue).to.be.within(106, 106 + (size / 21_600) * 4000);
    }
    expect(details.map(({ name }) => name)).to.include.members([
      'an epoch alone: keys, wraps, transaction',
      "a delegatee's unwrap alone",
      'paper 000, secure/naive write L=10000',
    ]);
    expect(await running()).to.deep.equal([]);
  });

  it('counts what an auction of forty bids costs, against payments', async () => {
    const { code, err } = await bench(['--quick', '--only', 'auction 40', '--out', 'auctions.json']);
    expect(code, err).to.equal(0);
    const { results } = resultsFileSchema.parse(
      JSON.parse(readFileSync(join(folder, 'auctions.json'), 'utf8')),
    );
    const [conflicts, blocks, processor] = results;
    expect(conflicts).to.include({ name: 'auction 40 bids conflicts', value: 0, met: true });
    expect(blocks).to.include({ name: 'auction 40 bids blocks', met: true });
    expect(processor).to.include({ name: 'auction 40 bids CPU', unit: 'ms' });
    expect(processor?.ratio).to.be.above(0);
    expect(await running()).to.deep.equal([]);
  });

  it('ends its networks when it is interrupted', async () => {
    const { code, out, err } = await bench(['--quick'], 'measured: embedded start');
    expect(code, err).to.equal(130);
    expect(out).to.equal('');
    expect(err).to.include('BENCH_INTERRUPTED: SIGINT came before everything was measured');
    expect(readdirSync(join(folder, 'build')), 'what is left of the run').to.deep.equal([]);
    expect(await running()).to.deep.equal([]);
  });

  it('says what there is when it is asked for something else', async () => {
    const { code, err } = await bench(['--only', 'auctions']);
    expect(code).to.equal(1);
    expect(err).to.include(
      'BENCH_UNKNOWN: nothing is called auctions; there are: embedded start, embedded/fabric null, embedded/fabric submissions, secure',
    );
    const wrong = await bench(['--fast']);
    expect(wrong.code).to.equal(2);
    expect(wrong.err).to.include("Unknown option '--fast'").and.to.include('Usage: make bench');
  });
});
