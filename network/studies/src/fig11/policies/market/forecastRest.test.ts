import { expect } from 'chai';
import { forecastRest } from './forecastRest.js';
import { OwnPast } from './OwnPast.js';

describe('forecastRest', () => {
  it('is the mean of the past days, with their standard deviation as reserve', () => {
    expect(forecastRest([10, 20, 30, 40], 3600, 1000)).to.deep.equal({ rest: 25, reserve: Math.sqrt(125) });
  });

  it('goes by the quota, evenly over the day, before there are three days', () => {
    expect(forecastRest([], 0, 1000)).to.deep.equal({ rest: 1000, reserve: 1000 });
    expect(forecastRest([7, 7], 64_800, 1000)).to.deep.equal({ rest: 250, reserve: 250 });
    expect(forecastRest([7, 7, 7], 64_800, 1000)).to.deep.equal({ rest: 7, reserve: 0 });
  });
});

describe('OwnPast', () => {
  it('knows what came after each round of the days that are over, and nothing of today', () => {
    const past = new OwnPast();
    past.note(100, [1, 10]);
    past.note(200, [2, 10]);
    expect(past.restsOf(0, 100)).to.deep.equal([]);
    past.endDay([5, 10]);
    past.note(100, [3, 0]);
    past.endDay([4, 8]);
    expect(past.restsOf(0, 100)).to.deep.equal([4, 1]);
    expect(past.restsOf(1, 100)).to.deep.equal([0, 8]);
    expect(past.restsOf(0, 200)).to.deep.equal([3]);
    expect(past.restsOf(0, 300)).to.deep.equal([]);
  });
});
