/** One transaction of init. */
export interface InitStep {
  /** Names the step in the state file and in its request id; never changes between versions. */
  readonly name: string;
  /** What it does, for people: `enrol home SH1`. */
  readonly title: string;
  /** @param requestId the same at every attempt. */
  readonly run: (requestId: string) => Promise<unknown>;
}
