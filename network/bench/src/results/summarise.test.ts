import { expect } from 'chai';
import { summarise } from './summarise.js';

describe('summarise', () => {
  it('gives what rounds noted under one name as median and range', () => {
    const memory = (value: number): { name: string; value: number; unit: string } => ({
      name: 'embedded memory',
      value,
      unit: 'MB',
    });
    const latency = { name: 'fabric null, latency median', value: 900, unit: 'ms' };
    expect(summarise([[memory(200), latency], [memory(260)], [memory(240)]])).to.deep.equal([
      { name: 'embedded memory', value: 240, unit: 'MB', spread: [200, 260] },
      { ...latency, spread: [900, 900] },
    ]);
  });
});
