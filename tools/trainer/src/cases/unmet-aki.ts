/** True AKI without a case, because its result was refused or never sent. Every way of deciding misses it. */
export interface UnmetAki {
  readonly aki: true;
  /** The patient, as in the cases. */
  readonly group: string;
}
