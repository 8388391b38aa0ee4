import { maxAmountIn, type Interval, type MeteredResource } from '@acequia/protocol';
import type { Sample } from '../meters/Sample.js';
import type { IntervalState, Regime } from './intervalState.js';
import { judgeSample, type IntervalRules } from './judgeSample.js';

/** Shorter steps than this say nothing about power: one Wh in a second would be 3.6 kW. */
const MIN_POWER_STEP = 60;

export interface BuilderRules extends IntervalRules {
  readonly resource: MeteredResource;
  /** Parts per million, applied to the cumulative register. */
  readonly calibrationPpm: number;
}

/**
 * f_p of Eq. 1 (paper 000 §4.1): from samples of a cumulative register to intervals of consumption on a fixed grid.
 *
 * The consumption of an interval is the last trusted register at or before its end minus the one at or before its start.
 * Without a trusted register in it an interval carries nothing: it is `missing`, or `suspect` when what was read could
 * not be trusted. The interval in which the register returns then carries all that gathered, `replaced`: true for the
 * longer span that ends with it. Nothing is lost and nothing invented: amounts add up to the register's differences
 * within each regime. Between two regimes (a reset, a swap) lies at least one suspect interval, and what was used there
 * is not guessed.
 */
export class IntervalBuilder {
  readonly #rules: BuilderRules;
  readonly #state: IntervalState;

  constructor(rules: BuilderRules, state: IntervalState) {
    this.#rules = rules;
    this.#state = structuredClone(state);
  }

  /** Start of the open interval. */
  get start(): number {
    return this.#state.start;
  }

  /** A copy of all that is remembered. */
  get state(): IntervalState {
    return structuredClone(this.#state);
  }

  /**
   * Takes the next sample, uncalibrated. Repeats and what comes out of order are passed over: a cumulative register
   * loses nothing by it. Every interval that ends before the sample must have been closed.
   *
   * @returns false when the sample is suspect.
   */
  add(sample: Sample): boolean {
    const state = this.#state;
    if (sample.at <= state.sampledAt || this.#isBeforeBeginning(sample)) return true;
    state.sampledAt = sample.at;
    const calibrated = { at: sample.at, register: this.#calibrate(sample.register) };
    const regimes = state.regimes.length;
    const trusted = judgeSample(state, calibrated, this.#rules);
    if (trusted) this.#measurePower(calibrated, state.regimes.length === regimes);
    return trusted;
  }

  /** Closes the open interval and opens the next: no sample at or before its end will come. */
  close(): Interval {
    const { start } = this.#state;
    const end = start + this.#rules.stepSeconds;
    const interval = this.#tell(start, end);
    this.#state.start = end;
    this.#state.maxW = 0;
    return interval;
  }

  // What was used long before the first interval is not this agent's to tell.
  #isBeforeBeginning(sample: Sample): boolean {
    return this.#state.regimes.length === 0 && sample.at <= this.#state.start - this.#rules.stepSeconds;
  }

  #calibrate(register: number): number {
    return Number((BigInt(register) * BigInt(this.#rules.calibrationPpm)) / 1_000_000n);
  }

  #measurePower(sample: Sample, sameRegime: boolean): void {
    const state = this.#state;
    const from = sameRegime ? state.stepFrom : undefined;
    const seconds = sample.at - (from?.at ?? sample.at);
    if (from !== undefined && seconds < MIN_POWER_STEP) return;
    if (from !== undefined)
      state.maxW = Math.max(state.maxW, meanPower(sample.register - from.register, seconds));
    state.stepFrom = { register: sample.register, at: sample.at };
  }

  #tell(start: number, end: number): Interval {
    const state = this.#state;
    this.#dropTold();
    const regime = state.regimes[0];
    if (regime !== undefined && this.#carries(regime, start, end)) {
      // The register jumps here: a suspect interval has to say so first.
      if (state.switched && !state.announced) return this.#tellNothing(start, end, true);
      return this.#tellUse(regime, start, end);
    }
    return this.#tellNothing(start, end, state.suspectAt > start);
  }

  /** Regimes that are over and told give way to the next. */
  #dropTold(): void {
    const { regimes } = this.#state;
    while (regimes.length > 1 && regimes[0]?.last === regimes[0]?.base) {
      regimes.shift();
      this.#state.switched = true;
    }
  }

  #carries(regime: Regime, start: number, end: number): boolean {
    const over = this.#state.regimes.length > 1;
    const known = regime.baseEnd < end && (over || regime.lastAt > start);
    return (
      known && regime.last - regime.base <= maxAmountIn(this.#rules.maxPerHour, end - this.#state.toldEnd)
    );
  }

  #tellNothing(start: number, end: number, suspect: boolean): Interval {
    const state = this.#state;
    if (suspect) state.announced = true;
    for (const regime of state.regimes) regime.catchUp ||= regime.last !== regime.base;
    return { start, end, quality: suspect ? 'suspect' : 'missing' };
  }

  #tellUse(regime: Regime, start: number, end: number): Interval {
    const { base: from, last: to } = regime;
    const measured = regime.baseEnd === start && !regime.catchUp;
    const power = this.#power(to - from, end - (measured ? start : Math.min(start, regime.baseEnd)));
    regime.base = to;
    regime.baseEnd = end;
    regime.catchUp = false;
    this.#state.toldEnd = end;
    this.#state.switched = false;
    this.#state.announced = false;
    return { start, end, quality: measured ? 'measured' : 'replaced', from, to, amount: to - from, ...power };
  }

  #power(amount: number, seconds: number): Pick<Interval, 'meanW' | 'maxW'> {
    if (this.#rules.resource === 'water') return {};
    const meanW = meanPower(amount, seconds);
    return { meanW, maxW: amount === 0 ? 0 : Math.max(meanW, this.#state.maxW) };
  }
}

/** W over `seconds`, rounded down, from Wh. */
function meanPower(wattHours: number, seconds: number): number {
  return Number((BigInt(wattHours) * 3600n) / BigInt(seconds));
}
