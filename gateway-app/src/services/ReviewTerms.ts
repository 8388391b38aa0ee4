/** How long windows are waited for, ledger seconds. */
export interface ReviewTerms {
  readonly now: number;
  /** For the answer to complaints, since the first one. */
  readonly complaintWait: number;
  /** For an extended dataset, and then for the answer to a complaint about it. */
  readonly extendedWait: number;
}
