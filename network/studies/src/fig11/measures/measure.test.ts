import { expect } from 'chai';
import { StudyError } from '../../StudyError.js';
import type { HomeDay } from '../HomeDay.js';
import { measure } from './measure.js';

const day = (home: number, used: number, entitlement = 100): HomeDay => ({
  home,
  quota: 100,
  used,
  entitlement,
});

describe('measure', () => {
  it('measures excess, dispersion and the rest as shares of the quota', () => {
    const measures = measure([[day(0, 80), day(0, 90), day(1, 100), day(1, 110), day(1, 120)]]);
    expect(measures.excess).to.be.closeTo((0.1 + 0.2) / 5, 1e-12);
    expect(measures.dispersion).to.be.closeTo(0.2, 1e-12);
    expect(measures.signedMean).to.be.closeTo(0, 1e-12);
    expect(measures.standardDeviation).to.be.closeTo(Math.sqrt(0.02), 1e-12);
    expect(measures.p5).to.be.closeTo(-0.18, 1e-12);
    expect(measures.p95).to.be.closeTo(0.18, 1e-12);
    expect(measures.homeMeans[0]).to.be.closeTo(-0.15, 1e-12);
    expect(measures.homeMeans[1]).to.be.closeTo(0.1, 1e-12);
    expect(measures.use).to.equal(500);
  });

  it('counts against what was bought and sold, but by the quota', () => {
    expect(measure([[day(0, 130, 120)]]).excess).to.be.closeTo(0.1, 1e-12);
    expect(measure([[day(0, 70, 60)]]).excess).to.be.closeTo(0.1, 1e-12);
  });

  it('tells homes of several months apart, and gives the use of one', () => {
    const { homeMeans, use } = measure([[day(0, 100)], [day(0, 120)]]);
    expect(homeMeans).to.deep.equal([0, 0.2]);
    expect(use).to.equal(110);
  });

  it('measures nothing in nothing', () => {
    expect(() => measure([])).to.throw(StudyError, 'STUDY_UNSOUND: there are no days to measure');
  });
});
