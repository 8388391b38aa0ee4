import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { DAY_SECONDS } from './DAY_SECONDS.js';
import { HOUSEHOLD } from './HOUSEHOLD.js';
import type { Month } from './Month.js';
import type { Wish } from './Wish.js';

/** Paper 000 §7.3: 40 homes and one month. */
const HOMES = 40;
const DAYS = 30;

type Random = ReturnType<typeof xoroshiro128plus>;

/**
 * The month of paper 000 §7.3: each home's uses at random times over the day, all times as likely ("does not consider a priori
 * consumption habits as schedules"). The same seed gives the same month (xoroshiro128+).
 *
 * @param seed integer of 32 bits.
 */
export function drawMonth(seed: number, homes = HOMES, days = DAYS): Month {
  const random = xoroshiro128plus(seed);
  return { homes, days: Array.from({ length: days }, () => drawDay(homes, random)) };
}

function drawDay(homes: number, random: Random): Wish[] {
  const wishes = Array.from({ length: homes }, (_, home) => drawHome(home, random)).flat();
  // Sorting is stable: wishes of the same second stay in order of the homes.
  return wishes.sort((a, b) => a.second - b.second);
}

function drawHome(home: number, random: Random): Wish[] {
  return Object.values(HOUSEHOLD).flatMap(({ amount, saving, timesADay }) =>
    Array.from({ length: uniformInt(random, ...timesADay) }, () => ({
      home,
      second: uniformInt(random, 0, DAY_SECONDS - 1),
      amount,
      saving: saving[uniformInt(random, 0, Math.max(0, saving.length - 1))] ?? amount,
    })),
  );
}
