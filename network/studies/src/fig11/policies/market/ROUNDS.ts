const HOUR = 3600;
const MINUTE = 60;

/**
 * When homes trade, in seconds of the day. Late: by ten most of a day's use is known, and what a home sells earlier it may want back
 * itself. Then three times in the last half hour, because one auction for each seller does not bring all that is to spare to
 * those who lack it: what found no buyer is offered again. They lie ten minutes apart, enough for the phases of an auction,
 * and the last one ends before the day does.
 */
export const ROUNDS: readonly number[] = [
  22 * HOUR,
  23 * HOUR + 30 * MINUTE,
  23 * HOUR + 40 * MINUTE,
  23 * HOUR + 50 * MINUTE,
];
