/** Both numbers of a round. */
export interface Round {
  readonly value: number;
  readonly againstValue: number;
}
