import { IANAZone } from 'luxon';
import type { Sample } from './Sample.js';
import type { SampleReader } from './SampleReader.js';
import { SourceError } from './SourceError.js';
import { readLines } from './readLines.js';
import { zonedTime } from './zonedTime.js';

const TIME = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2})$/;

/** Registers of one water meter out of a CSV of many (`meter,datetime,register_litres,diff_litres`), as recorded. */
export class DaiadReader implements SampleReader {
  readonly stepSeconds = 3600;
  readonly #file: string;
  readonly #meter: string;
  readonly #zone: IANAZone;

  constructor(file: string, meter: string, zone: string) {
    this.#file = file;
    this.#meter = meter;
    this.#zone = IANAZone.create(zone);
  }

  async *read(): AsyncGenerator<Sample> {
    const prefix = `${this.#meter},`;
    let before = 0;
    let row = 0;
    for await (const lines of readLines(this.#file)) {
      for (const line of lines.filter((text) => text.startsWith(prefix))) {
        row += 1;
        const [, time = '', register = ''] = line.split(',');
        const instant = this.#instant(time, before, row);
        before = instant;
        yield { at: Math.floor(instant / 1000), register: this.#register(register, row) };
      }
    }
    if (row === 0) throw new SourceError(`${this.#file} has nothing of ${this.#meter}`);
  }

  #instant(text: string, before: number, row: number): number {
    const [, day, month, year, hour, minute, second] = (TIME.exec(text) ?? []).map(Number);
    if (day === undefined || month === undefined || year === undefined) {
      throw new SourceError(`${this.#meter} row ${String(row)} has no time as dd/mm/yyyy hh:mm:ss`);
    }
    return zonedTime(Date.UTC(year, month - 1, day, hour, minute, second), this.#zone, before);
  }

  /** The recorder wrote a few round registers as 2e+05, which is exact. */
  #register(text: string, row: number): number {
    const register = text === '' ? NaN : Number(text);
    if (Number.isSafeInteger(register) && register >= 0) return register;
    throw new SourceError(`${this.#meter} row ${String(row)} has no register in whole litres`);
  }
}
