/** A message's separators, one character each; '' if not declared. */
export interface Delimiters {
  /** MSH-1 */
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
  /** Since version 2.7, `#`. */
  readonly truncation: string;
  /** MSH-2 as received. */
  readonly encodingCharacters: string;
}

/** The separators that HL7 recommends. */
export const DEFAULT_DELIMITERS: Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
  truncation: '',
  encodingCharacters: '^~\\&',
};
