/** The networks that can be measured. */
export type NetworkKind = 'embedded' | 'fabric';
