/** A number that one round noted. */
export interface Note {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}
