/** What the home knows of its quota accounts before the community has told it. */
export interface OwnAccounts {
  /** Accounts that its pseudonyms buy into. */
  readonly bought: readonly string[];
  /** Accounts that a pseudonym has stood for, on either side: never again another's. */
  readonly used: ReadonlySet<string>;
}
