export interface ObservedResult {
  /** 14 digits, local. */
  time: string;
  umolPerL: number;
}

/** Everything that a played case left behind. */
export interface ObservedCase {
  /** MSA-1 of each answer, or `none` or `closed`, in the order of the frames. */
  answers: readonly string[];
  /** `MRN,TIME`, each once. */
  pages: readonly string[];
  /** The newest decision about each result, oldest decision first. */
  stages: readonly (ObservedResult & { stage: number })[];
  /** Results that a later result was compared with. */
  live: readonly ObservedResult[];
  deadLetters: readonly { reason: string; detail: string }[];
  isFeedQuiet: boolean;
  /** Rise of each metric that the case names. */
  counts: Readonly<Record<string, number>>;
  demographics: string;
  /** Exit code of `--check-configuration` with the case's settings. */
  exit: number;
}
