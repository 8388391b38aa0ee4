/** Number of a home's bill for a period, such as B-2016-09-SH1. */
export function billNumber(periodId: string, homeId: string): string {
  return `B-${periodId}-${homeId}`;
}
