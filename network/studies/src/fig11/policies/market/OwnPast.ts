/** What each home has seen of its own use: how much of every past day's use came after each round. */
export class OwnPast {
  /** By second of the day: each past day's use from then on, by home; mL. */
  readonly #rests = new Map<number, number[][]>();
  /** By second of the day: today's use until then, by home. */
  readonly #today = new Map<number, readonly number[]>();

  /** @param used mL so far today, by home. */
  note(second: number, used: readonly number[]): void {
    this.#today.set(second, used);
  }

  /** @param used mL of the whole day, by home. */
  endDay(used: readonly number[]): void {
    for (const [second, before] of this.#today) {
      const rests = this.#rests.get(second) ?? [];
      this.#rests.set(second, rests);
      rests.push(used.map((total, home) => total - (before[home] ?? 0)));
    }
    this.#today.clear();
  }

  /** What a home used from a second on, in each past day; mL. */
  restsOf(home: number, second: number): number[] {
    return (this.#rests.get(second) ?? []).map((rests) => rests[home] ?? 0);
  }
}
