import { resolve } from 'node:path';
import { expect } from 'chai';
import { readOptions } from './readOptions.js';
import { StudyError } from './StudyError.js';

describe('readOptions', () => {
  it('trades a hundred months on the contracts unless it is told otherwise', () => {
    expect(readOptions([], {})).to.deep.equal({
      calibrate: false,
      seeds: 100,
      market: 'contracts',
      out: resolve('build/studies.json'),
      data: resolve('data'),
    });
    expect(readOptions(['--clearing', '--seeds', '5'], { ACEQUIA_DATA: '/data' })).to.include({
      seeds: 5,
      market: 'clearing',
      data: '/data',
    });
  });

  it('replays a seed at the speed that is asked for', () => {
    expect(readOptions(['--replay-seed', '3'], {}).replay).to.deep.equal({ seed: 3, speed: 3600 });
    expect(readOptions(['--replay-seed', '3', '--speed', '1800'], {}).replay).to.deep.equal({
      seed: 3,
      speed: 1800,
    });
  });

  for (const args of [
    ['--fast'],
    ['all'],
    ['--seeds', '0'],
    ['--seeds', 'many'],
    ['--seeds', '10000'],
    ['--replay-seed', '1.5'],
    ['--replay-seed', '1', '--speed', '1000001'],
  ]) {
    it(`does not understand ${args.join(' ')}`, () => {
      expect(() => readOptions(args, {})).to.throw(StudyError, /^STUDY_UNKNOWN: /);
    });
  }
});
