import { expect } from 'chai';
import { plotBoxes } from './plotBoxes.js';

const box = {
  label: 'a < b & c',
  note: 'n',
  low: -12,
  lowerQuartile: -5,
  median: 0,
  upperQuartile: 5,
  high: 18,
};

describe('plotBoxes', () => {
  it('draws an axis that holds all boxes, marked by tens', () => {
    const svg = plotBoxes('T', 'S', 'A', [box]);
    const marks = [...svg.matchAll(/class="tick"[^>]*>(-?\d+)</g)].map(([, mark]) => mark);
    expect(marks).to.deep.equal(['-20', '-10', '0', '10', '20']);
  });

  it('draws what the paper says only where it says something', () => {
    expect(plotBoxes('T', 'S', 'A', [box])).to.not.include('the paper');
    expect(plotBoxes('T', 'S', 'A', [{ ...box, paperDispersion: 22 }])).to.include('the paper: 22 %');
  });

  it('writes labels as text', () => {
    expect(plotBoxes('T', 'S', 'A', [box])).to.include('>a &lt; b &amp; c<');
  });
});
