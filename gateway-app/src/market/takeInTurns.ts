/** Does all of the work, so much of it at once, in order. @throws the first failure, after what was under way has ended. */
export async function takeInTurns(atOnce: number, work: readonly (() => Promise<void>)[]): Promise<void> {
  const left = work.values();
  const turns = Array.from({ length: Math.min(atOnce, work.length) }, async () => {
    for (const each of left) await each();
  });
  const ended = await Promise.allSettled(turns);
  const failed = ended.find((turn) => turn.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
