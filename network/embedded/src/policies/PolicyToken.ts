/** A word of a policy expression; `value` of a text is without its quotes. */
export type PolicyToken =
  | { readonly kind: 'name' | 'text' | 'symbol'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number };
