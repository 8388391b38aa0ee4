import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resultsFileSchema } from '@acequia/network/common';
import { expect } from 'chai';

const main = fileURLToPath(new URL('./main.js', import.meta.url));

describe('make studies', function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'studies-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const studies = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [main, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ACEQUIA_DATA: folder },
    });

  it('writes the results of Fig. 11 and its plot, and says what it leaves out', () => {
    const { status, stdout, stderr } = studies('--clearing', '--seeds', '3', '--out', 'results/studies.json');
    expect(status, stderr).to.equal(0);
    expect(stderr).to.include(
      `left out: fig11 excess real data, because ${folder} has no water meters with clean months`,
    );
    const text = readFileSync(join(folder, 'results/studies.json'), 'utf8');
    const { results, details } = resultsFileSchema.parse(JSON.parse(text));
    expect(
      results.map(({ name, againstValue, goal, runs }) => [name, againstValue, goal, runs]),
    ).to.deep.equal([
      ['fig11 excess paper policy', 3.27, { of: 'ratio', op: '<=', limit: 1 }, 3],
      ['fig11 excess', 3.27, { of: 'value', op: '<=', limit: 1 }, 3],
      ['fig11 dispersion', 10, { of: 'value', op: '<=', limit: 5 }, 3],
    ]);
    expect(details.map(({ name }) => name)).to.include.members([
      'fig11 no trading, excess',
      'fig11 paper policy, dispersion',
      'fig11 ours, signed mean',
      'fig11 ours, standard deviation',
      'fig11 ours, p5',
      'fig11 ours, p95',
      'fig11 ours, least home mean',
      'fig11 ours, use of a month',
    ]);
    expect(stdout).to.match(/^fig11 dispersion .* value <= 5 /m);
    expect(readFileSync(join(folder, 'results/fig11.svg'), 'utf8')).to.match(
      /^<svg [\s\S]*our trading[\s\S]*<\/svg>\n$/,
    );
  });

  it('gives the same results again', () => {
    const resultsOf = (out: string): unknown => {
      studies('--clearing', '--seeds', '1', '--out', out);
      return resultsFileSchema.parse(JSON.parse(readFileSync(join(folder, out), 'utf8'))).results;
    };
    expect(resultsOf('once.json')).to.deep.equal(resultsOf('twice.json'));
  });

  it('finds the quota anew', () => {
    const { status, stdout } = studies('--calibrate', '--seeds', '2');
    expect(status).to.equal(0);
    // Of two months: the constant is that of a hundred.
    expect(stdout).to.match(/^46\d L a day: 5\.\d\d % excess without trading, 2 seeds\n$/);
  });

  it('says what it does not understand', () => {
    const { status, stderr } = studies('--fast');
    expect(status).to.equal(2);
    expect(stderr)
      .to.match(/^STUDY_UNKNOWN: /)
      .and.to.include('Usage: make studies');
  });
});
