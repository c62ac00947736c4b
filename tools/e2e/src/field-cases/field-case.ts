/** The properties that a played case is checked for; what is absent is not checked. */
export interface Expectation {
  /** MSA-1 of each frame's answer, `|` between those that are right, `none`, `closed`; one text stands for all frames. */
  acks?: string | readonly string[];
  /** `MRN,TIME` of every page and of no other. The time may be cut short, `*` ends an MRN. */
  pages?: readonly string[];
  /** Pages that may be there too. */
  pagesAllowed?: readonly string[];
  /** Stage by `TIME` or `TIME VALUE`, in the newest decision about that result. */
  stages?: Readonly<Record<string, number>>;
  /** Values in µmol/L that a later result is compared with, by time: these and no other. */
  live?: Values;
  /** As `live`, but others may be there. */
  liveHas?: Values;
  /** A list: at least one, and each has one of these reasons. */
  deadLetters?: 'none' | 'any' | readonly string[];
  /** A dead letter has this text in its reason or detail. */
  deadLettersSay?: string;
  /** True: the frames do not count as the feed speaking. */
  feedQuiet?: boolean;
  /** Exit code of inference with `--check-configuration`. */
  exit?: number;
  /** Rise of a metric during the case, by `name` or `name{label="value"}` without `renwatch_`. */
  counts?: Readonly<Record<string, number>>;
  /** `BIRTHDATE SEX` that is stored in the end, `- U` if nothing is known. */
  demographics?: string;
}

type Values = Readonly<Record<string, number | readonly number[]>>;

/** A situation that senders bring about, as the frames that do so and the right outcome. */
export interface FieldCase {
  name: string;
  title: string;
  /** The text that every MRN of the case contains. */
  patients: string;
  /** The bytes of each frame, control bytes included. */
  frames: readonly Buffer[];
  expected: Expectation;
  /** One of these must hold beside `expected`; empty: nothing more. */
  outcomes: readonly Expectation[];
  /** Settings of inference during the case. */
  environment: Readonly<Record<string, string>>;
  /** How often it is played, each time with MRNs of its own. */
  repeat: number;
}
