/** A policy expression as written: `AND` is a threshold of all its members, `OR` of one. */
export type PolicyExpression =
  | {
      readonly kind: 'gate';
      readonly gate: 'and' | 'or' | 'outof';
      readonly members: readonly PolicyExpression[];
    }
  | { readonly kind: 'name' | 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number };
