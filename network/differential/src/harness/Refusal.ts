/** What a service said instead of an answer. */
export interface Refusal {
  /** Name of the gRPC status code. */
  readonly code: string;
  readonly message: string;
  /** What each asked node said, sorted. */
  readonly details: readonly { readonly mspId: string; readonly message: string }[];
}
