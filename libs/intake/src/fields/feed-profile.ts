import { type CreatinineUnit } from './unit-aliases';

/** A field that may hold a result's time. */
export type ResultTimeField = 'OBR-7' | 'SPM-17' | 'OBX-14' | 'OBR-14';

/** How sites differ: the choices of a feed that have a safe default. */
export interface FeedChoices {
  /** CX.5 of the identifiers that may be the patient's number, best first (HL7 table 0203). */
  readonly identifierTypes: readonly string[];
  /** Authority by another spelling of it: a namespace, an OID, or an earlier name. */
  readonly authorityAliases: Readonly<Record<string, string>>;
  /** Fields that a result's time is read from, best first. */
  readonly resultTime: readonly ResultTimeField[];
  /** Values of MSH-11.1 whose messages are taken (HL7 table 0103); an empty one counts as P. */
  readonly processingIds: readonly string[];
  /** Unit by a spelling of OBX-6 that is not read otherwise. */
  readonly unitAliases: Readonly<Record<string, CreatinineUnit>>;
  /** Reads `1,2` in OBX-5 as 1.2; without it, it is not a number. */
  readonly decimalComma: boolean;
  /** Values of PV1-36 (discharge disposition) that mean that the patient has died (HL7 table 0112). */
  readonly deceasedDispositions: readonly string[];
  /** Codes of specimens (SPM-4, OBR-15), in any case, that are not blood on this feed, beside those of HL7's tables. */
  readonly otherSpecimens: readonly string[];
}

export const DEFAULT_FEED_CHOICES: FeedChoices = {
  identifierTypes: ['MR', 'MRN', 'PI', 'PT'],
  authorityAliases: {},
  resultTime: ['OBR-7', 'SPM-17', 'OBX-14', 'OBR-14'],
  processingIds: ['P'],
  unitAliases: {},
  decimalComma: false,
  deceasedDispositions: ['20'],
  otherSpecimens: [],
};

/** The settings of a feed that decide how its messages are read. */
export interface FeedProfile extends FeedChoices {
  /** Becomes the `feed` of its records. */
  readonly name: string;
  /** IANA zone of times that carry none. */
  readonly timezone: string;
  /** Assigning authority of patient numbers that carry none. */
  readonly authority: string;
}
