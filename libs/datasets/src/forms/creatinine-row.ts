import { type Comparator, type Sex } from '@renwatch/aki';

export interface RowResult {
  /** As written, digits only: `YYYYMMDDhhmmss`; a fraction of a second is dropped. */
  readonly local: string;
  /** `Z` or `+hhmm`, if the time has a zone of its own. */
  readonly offset?: string;
  /**
   * The instant. A time without a zone is read as UTC; a reader in another zone derives its own instant from `local`.
   */
  readonly observedAtMs: number;
  /** Exact decimal text, canonical. */
  readonly umolPerL: string;
  /** Set if `umolPerL` is a bound; absent for a measured value. */
  readonly comparator?: Comparator;
}

/** A cell that cannot be read; its result is left out. */
export interface RefusedCell {
  /** From 0. */
  readonly column: number;
  /** The column's name in the header; empty if the header is shorter. */
  readonly name: string;
  /** The cell's text, why it cannot be read, and the remedy. */
  readonly detail: string;
}

/** A record of a creatinine file: a patient with results in the wide form, one result in the long form. */
export interface CreatinineRow {
  /** Trimmed text, never a number; null if the file has no such column. */
  readonly mrn: string | null;
  /** Assigning authority of the MRN; absent if the file does not give one. */
  readonly authority?: string;
  /** Age at the last result of the row. */
  readonly ageYears: number | null;
  readonly sex: Sex;
  /** True if the last result of the row is AKI; null if the file has no label. */
  readonly aki: boolean | null;
  /** In file order. */
  readonly results: readonly RowResult[];
  readonly refused: readonly RefusedCell[];
}
