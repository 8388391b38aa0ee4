/** What a random step with the token is made of: what each number means is up to the function. */
export interface TokenStep {
  readonly fn: string;
  /** An honest step is the rightful party's, with the right credits and codes; any other may be anybody's. */
  readonly isHonest: boolean;
  readonly by: number;
  readonly account: number;
  readonly other: number;
  readonly amount: number;
  readonly pick: number;
}
