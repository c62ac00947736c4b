/** The sign a laboratory writes before a bound; empty for a value. */
export type Comparator = '' | '<' | '>' | '<=' | '>=';
