/** AKI that the truth tells of and no case stands for: its result was refused, or never came. Missed, however one decides. */
export interface UnmetAki {
  readonly aki: true;
  /** The patient, as in the cases. */
  readonly group: string;
}
