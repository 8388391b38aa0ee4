/** The attributes of a record's composite key, in the order of its record type; a prefix of them where a range is meant. */
export type RecordKey = readonly string[];
