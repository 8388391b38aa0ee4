/** A copy in random order. `random`: from 0 up to 1. */
export function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  const drawn = items.map((item) => ({ item, draw: random() }));
  drawn.sort((a, b) => a.draw - b.draw);
  return drawn.map(({ item }) => item);
}
