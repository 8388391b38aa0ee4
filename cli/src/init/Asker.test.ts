import { PassThrough } from 'node:stream';
import { createInterface } from 'node:readline/promises';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { askCommunity } from './askCommunity.js';
import { Asker } from './Asker.js';

/** Answers questions as a person would: one line after each question mark and its proposal. */
function person(answers: readonly string[]): { asker: Asker; complaints: string[]; hangUp: () => void } {
  const input = new PassThrough();
  const output = new PassThrough();
  const complaints: string[] = [];
  const left = [...answers];
  const terminal = createInterface({ input, output });
  output.on('data', (chunk: Buffer) => {
    if (!chunk.toString().endsWith('] ')) return;
    const answer = left.shift();
    if (answer === undefined) input.end();
    else input.write(`${answer}\n`);
  });
  const asker = new Asker(terminal, (line) => complaints.push(line));
  return {
    asker,
    complaints,
    hangUp: () => {
      terminal.close();
    },
  };
}

describe('asking for a community', () => {
  it('takes the proposals for empty answers, and asks again for what does not fit', async () => {
    const { asker, complaints, hangUp } = person([
      'Barrio Alto',
      'Mars/Olympus',
      '',
      'CHF',
      '2016-13',
      '2016-09',
      '-5',
      '7.50',
      '',
      '0.10',
      '0.25',
      '',
      '',
      '305',
      '310',
      '',
      '',
      '9000',
    ]);
    const file = await askCommunity(asker, '2026-01', 2);
    hangUp();
    expect(file.community).to.deep.equal({
      name: 'Barrio Alto',
      timeZone: 'Europe/Madrid',
      currency: { code: 'CHF', minorDigits: 2 },
    });
    expect(file.period).to.equal('2016-09');
    expect(file.tariff).to.deep.equal({
      id: '2016-09-A',
      baseFee: '7.50',
      energy: { price: '0.15', excess: '0.25' },
      water: { price: '1.85', excess: '3.20' },
    });
    expect(file.contract).to.deep.equal({
      energy: { kWh: 610, lotKWh: 10 },
      water: { litres: 19000, lotLitres: 100 },
    });
    expect(file.homes.map(({ quota }) => quota)).to.deep.equal([
      { energyKWh: 310, waterLitres: 10000 },
      { energyKWh: 300, waterLitres: 9000 },
    ]);
    expect(complaints).to.deep.equal([
      '  not so: it must be an IANA zone such as Europe/Madrid',
      '  not so: it must be a month such as 2016-09',
      '  not so: it must be a decimal such as 1.85, not below zero',
      '  not so: it must not be below the price',
      '  not so: it must be a multiple of 10',
    ]);
  });

  it('ends with a code when the answers end', async () => {
    const { asker } = person(['Barrio Alto']);
    let message = '';
    await askCommunity(asker, '2026-01', 1).catch((error: unknown) => {
      message = String(error);
    });
    expect(message).to.contain('INPUT_ENDED: the answers ended before all questions were asked');
  });
});
