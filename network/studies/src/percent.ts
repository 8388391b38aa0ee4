/** A share for people: 0.0564 is `5.64 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
