import { type Comparator, type Sex } from '@renwatch/aki';

export interface CsvResult {
  /** As written, digits only: `YYYYMMDDhhmmss`. */
  readonly local: string;
  /** `local` read as UTC; a reader in another zone derives its own instant from `local`. */
  readonly observedAtMs: number;
  /** Exact decimal text, canonical. */
  readonly umolPerL: string;
  /** Set if `umolPerL` is a bound; absent for a measured value. */
  readonly comparator?: Comparator;
}

/** One patient's record in a creatinine CSV. */
export interface CreatinineCsvRow {
  /** Trimmed text, never a number; null if the file has no such column. */
  readonly mrn: string | null;
  readonly ageYears: number | null;
  readonly sex: Sex;
  /** True if the last result is AKI; null if the file has no label. */
  readonly aki: boolean | null;
  /** In file order. */
  readonly results: readonly CsvResult[];
  /** Results left out: the column of the date (from 0) and the reason. */
  readonly refused: readonly { readonly column: number; readonly detail: string }[];
}
