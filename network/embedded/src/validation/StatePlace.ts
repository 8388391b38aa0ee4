/** A key space, and whose it is. */
export interface StatePlace {
  readonly space: string;
  readonly namespace: string;
  /** Empty: public state. */
  readonly collection: string;
}
