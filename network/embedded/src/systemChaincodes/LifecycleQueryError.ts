/** What was asked for is not there: status 404, where every other failure of `_lifecycle` is 500. */
export class LifecycleQueryError extends Error {
  override readonly name = 'LifecycleQueryError';
}
