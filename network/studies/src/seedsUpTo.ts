/** Seeds 1, 2 … `count`. */
export function seedsUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
