/** As much of a delegation's id as people need to name it. */
export function shortId(delegationId: string): string {
  return delegationId.slice(0, 8);
}
