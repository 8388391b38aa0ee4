/** Whether there are more than `limit` ways to choose k of n things. */
export function combinationsExceed(n: number, k: number, limit: number): boolean {
  if (n < k) return false;
  let ways = 1;
  // After each step it is the whole number of ways to choose `taken` of `n - k + taken`, which only grows.
  for (let taken = 1; taken <= k; taken += 1) {
    ways = (ways * (n - k + taken)) / taken;
    if (ways > limit) return true;
  }
  return false;
}
