import { expect } from 'chai';
import { StudyError } from './StudyError.js';
import { studyResult } from './studyResult.js';

const numbers = {
  name: 'fig11 excess',
  unit: '%',
  against: 'paper 000 Fig. 11',
  value: 1,
  each: [0.5, 1.5],
  againstValue: 4,
  goal: { of: 'value', op: '<=', limit: 1 },
} as const;

describe('studyResult', () => {
  it('compares all seeds and each of them with a number of the paper', () => {
    const { each, ...rest } = numbers;
    expect(studyResult(numbers)).to.deep.equal({
      ...rest,
      ratio: 0.25,
      spread: [0.125, 0.375],
      met: true,
      runs: each.length,
    });
  });

  it('compares each seed with its own number where there is one', () => {
    expect(studyResult({ ...numbers, againstEach: [1, 6] }).spread).to.deep.equal([0.25, 0.5]);
  });

  it('gives no result from nothing', () => {
    const unsound = /^STUDY_UNSOUND: fig11 excess: /;
    expect(() => studyResult({ ...numbers, each: [] })).to.throw(StudyError, unsound);
    expect(() => studyResult({ ...numbers, value: NaN })).to.throw(StudyError, unsound);
    expect(() => studyResult({ ...numbers, againstValue: 0 })).to.throw(StudyError, unsound);
  });
});
