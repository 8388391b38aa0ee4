import { DateTime } from 'luxon';
import { CodedError } from '../errors.js';
import type { PowerDraw } from './powerDraws.js';

const HOUR = 3600;
/** Clocks are some quarters of an hour from UTC: in a quarter they show one hour. */
const QUARTER = 900;

/** A draw of at most an hour, and the hour of the day that it starts in. */
export interface HourlyDraw extends PowerDraw {
  /** 0 to 23, by the community's clocks. */
  readonly hour: number;
}

/**
 * Cuts draws at the full hours of the community's clocks where they are longer than an hour, each piece with the draw's mean: a home
 * chooses the length of its intervals, up to a day, and one of a day would be held against the slot of its first hour or against none.
 *
 * @param zone IANA time zone. @throws CodedError TIME_ZONE_INVALID for an unknown zone.
 */
export function hourlyDraws(draws: readonly PowerDraw[], zone: string): HourlyDraw[] {
  const hours = new Map<number, number>();
  const hourOf = (time: number): number => {
    const quarter = Math.floor(time / QUARTER);
    const known = hours.get(quarter);
    if (known !== undefined) return known;
    const moment = DateTime.fromSeconds(quarter * QUARTER, { zone });
    if (!moment.isValid) throw new CodedError('TIME_ZONE_INVALID', 'the time zone is not known');
    hours.set(quarter, moment.hour);
    return moment.hour;
  };
  return draws.flatMap((draw) =>
    piecesOf(draw, hourOf).map((piece) => ({ ...piece, hour: hourOf(piece.start) })),
  );
}

/** Rounded down, so that no piece is above the draw's mean. */
function piecesOf(draw: PowerDraw, hourOf: (time: number) => number): PowerDraw[] {
  const seconds = draw.end - draw.start;
  if (seconds <= HOUR) return [draw];
  const pieces: PowerDraw[] = [];
  for (let start = draw.start; start < draw.end;) {
    const end = Math.min(draw.end, nextHour(start, hourOf));
    pieces.push({ start, end, wattSeconds: (draw.wattSeconds * BigInt(end - start)) / BigInt(seconds) });
    start = end;
  }
  return pieces;
}

/** When the clocks show another hour than at a time, or the same one anew: an hour later at most. */
function nextHour(time: number, hourOf: (time: number) => number): number {
  const hour = hourOf(time);
  let next = (Math.floor(time / QUARTER) + 1) * QUARTER;
  while (next < time + HOUR && hourOf(next) === hour) next += QUARTER;
  return Math.min(next, time + HOUR);
}
