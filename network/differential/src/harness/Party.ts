/** Who calls: a user of an organisation, through its organisation's own peer. */
export interface Party {
  readonly mspId: string;
  /** `admin`, `user1` … */
  readonly user: string;
}
