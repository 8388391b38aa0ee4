import type { ExtendedChannel } from '@acequia/protocol';
import type { Sample } from './Sample.js';

/** Columns that a file of hourly consumption may have besides, by channel, and what one unit of them is in base units. */
const COLUMNS: readonly {
  readonly channel: ExtendedChannel;
  readonly column: string;
  readonly unit: number;
}[] = [
  { channel: 'temperature', column: 'temperature_c', unit: 100 },
  { channel: 'humidity', column: 'humidity_percent', unit: 100 },
  { channel: 'appliances', column: 'appliances_kwh', unit: 1000 },
  { channel: 'lighting', column: 'lighting_kwh', unit: 1000 },
  { channel: 'heating', column: 'heating_kwh', unit: 1000 },
  { channel: 'cooling', column: 'cooling_kwh', unit: 1000 },
  { channel: 'hotWater', column: 'hot_water_kwh', unit: 1000 },
  { channel: 'ventilation', column: 'ventilation_kwh', unit: 1000 },
];

/** One of the extended channels that a file has. */
export interface ExtendedColumn {
  readonly channel: ExtendedChannel;
  readonly index: number;
  readonly unit: number;
}

/** Which of the extended channels a file's header names. */
export function extendedColumns(header: readonly string[]): readonly ExtendedColumn[] {
  return COLUMNS.flatMap(({ channel, column, unit }) => {
    const index = header.indexOf(column);
    return index < 0 ? [] : [{ channel, index, unit }];
  });
}

/** What a row says of them, rounded; cells that hold no number were not measured. */
export function extendedOfRow(
  cells: readonly string[],
  columns: readonly ExtendedColumn[],
): Pick<Sample, 'extended'> {
  const told = columns.flatMap(({ channel, index, unit }) => {
    const cell = cells[index]?.trim() ?? '';
    const value = Math.round(Number(cell) * unit);
    return cell === '' || !Number.isSafeInteger(value) ? [] : [[channel, value] as const];
  });
  return told.length === 0 ? {} : { extended: Object.fromEntries(told) };
}
