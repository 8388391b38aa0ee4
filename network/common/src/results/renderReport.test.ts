import { expect } from 'chai';
import { renderReport } from './renderReport.js';

describe('renderReport', () => {
  it('prints results as a table, what was noted below it, and the machine', () => {
    const text = renderReport({
      results: [
        {
          name: 'embedded start',
          value: 1.2345,
          unit: 's',
          against: 'fabric start',
          againstValue: 20,
          ratio: 0.061725,
          spread: [0.05, 0.071],
          goal: { of: 'value', op: '<=', limit: 2 },
          met: true,
          runs: 3,
        },
      ],
      details: [{ name: 'embedded memory', value: 240.4, unit: 'MB', spread: [200, 1260] }],
      machine: {
        date: '2026-11-21T07:00:00.000Z',
        cores: 2,
        processor: 'Example',
        memoryMb: 8192,
        node: 'v20.19.0',
      },
    });
    expect(text.split('\n')).to.deep.equal([
      'measured        value   against            ratio   spread         goal        met  runs',
      'embedded start  1.23 s  fabric start 20 s  0.0617  0.05 to 0.071  value <= 2  yes  3',
      '',
      'embedded memory  240 MB  200 to 1260',
      '',
      '2 cores (Example), 8192 MB, Node v20.19.0, 2026-11-21T07:00:00.000Z',
      '',
    ]);
  });
});
