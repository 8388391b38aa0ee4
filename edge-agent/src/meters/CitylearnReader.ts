import { extendedColumns, extendedOfRow, type ExtendedColumn } from './extendedColumns.js';
import type { Sample } from './Sample.js';
import type { SampleReader } from './SampleReader.js';
import { SourceError } from './SourceError.js';
import { readLines } from './readLines.js';

const HOUR = 3600;
const LOAD_COLUMN = 'load_kwh';
/** Decimal places kept of a kWh: more than any of the files has. */
const PLACES = 24;
const PARTS_PER_WH = 10n ** 21n;
/** Loads of 10^6 kWh an hour and more are no household's. */
const MAX_SHIFT = PLACES + 6;
const DECIMAL = /^(\d+)(?:\.(\d+))?(?:e([+-]\d{1,2}))?$/;

/**
 * Hourly consumption in kWh, a row an hour, as a meter's register would show it: the sum so far, floored to whole Wh, so
 * that no part of a Wh is lost from one hour to the next. The register is 0 at the start of the first hour. Columns of the
 * extended dataset (`temperature_c`, `heating_kwh`, ...) are read where the file has them.
 */
export class CitylearnReader implements SampleReader {
  readonly stepSeconds = HOUR;
  readonly #file: string;
  readonly #first: number;

  /** @param firstHour start of the first row's hour, seconds since 1970. */
  constructor(file: string, firstHour: number) {
    this.#file = file;
    this.#first = firstHour;
  }

  async *read(): AsyncGenerator<Sample> {
    let column: number | undefined;
    let extended: readonly ExtendedColumn[] = [];
    let row = 0;
    let sum = 0n;
    for await (const lines of readLines(this.#file)) {
      for (const cells of lines.filter((line) => line !== '').map((line) => line.split(','))) {
        if (column === undefined) {
          column = this.#columnOf(cells);
          extended = extendedColumns(cells);
          yield { at: this.#first, register: 0 };
          continue;
        }
        row += 1;
        sum += this.#parse(cells[column], row);
        yield {
          at: this.#first + row * HOUR,
          register: Number(sum / PARTS_PER_WH),
          ...extendedOfRow(cells, extended),
        };
      }
    }
  }

  #columnOf(header: readonly string[]): number {
    const column = header.indexOf(LOAD_COLUMN);
    if (column < 0) throw new SourceError(`${this.#file} has no column ${LOAD_COLUMN}`);
    return column;
  }

  /** kWh in parts of 10^-24, exactly; small ones are written as 9.7e-08. */
  #parse(cell: string | undefined, row: number): bigint {
    const [, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(cell ?? '') ?? [];
    const shift = PLACES + Number(exponent) - fraction.length;
    if (whole === '' || shift < 0 || shift > MAX_SHIFT) {
      throw new SourceError(`${this.#file} row ${String(row)} has no load in kWh`);
    }
    return BigInt(whole + fraction) * 10n ** BigInt(shift);
  }
}
