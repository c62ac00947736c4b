import { type Comparator } from '../creatinine/comparator';
import { type Sex } from '../creatinine/decision-subject';

export interface CsvResult {
  /** As written, digits only: `YYYYMMDDhhmmss`. */
  readonly local: string;
  /** `local` read as UTC; a reader with another zone makes its own of `local`. */
  readonly observedAtMs: number;
  /** Exact decimal text, canonical. */
  readonly umolPerL: string;
  /** Where `umolPerL` is a bound; absent for a value. */
  readonly comparator?: Comparator;
}

/** One patient's line of a creatinine CSV. */
export interface CreatinineCsvRow {
  /** Trimmed text, never a number; null where the file has no such column. */
  readonly mrn: string | null;
  readonly ageYears: number | null;
  readonly sex: Sex;
  /** Whether the last result is AKI; null where the file does not say. */
  readonly aki: boolean | null;
  /** In the order of the file. */
  readonly results: readonly CsvResult[];
  /** Results left out, with their column number (from 0) and why. */
  readonly refused: readonly { readonly column: number; readonly detail: string }[];
}
