import { type Comparator, type Sex } from '@renwatch/aki';

/** Everything in one message that the core acts on. */
export interface MessageFacts {
  /** 32 hex digits; a resend has the same id. */
  messageId: string;
  feed: string;
  /** ISO instant. */
  receivedAt: string;
  /** MSH-7 as an ISO instant if it names a minute, else `receivedAt`. */
  sentAt: string;
  /** True for an initial load or an archive (MSH-11.2): nobody is paged for what it changes. */
  repeatsThePast: boolean;
  patient: ReportedPatient | null;
  /** The numbers that are merged into the patient's. */
  merges: readonly PatientNumber[];
  /** In order of observation time. */
  results: readonly ReportedResult[];
  /** Orders whose results are withdrawn. */
  cancelledOrders: readonly CancelledOrder[];
}

/** A number that a patient goes by. */
export interface PatientNumber {
  /** `authority|mrn`. */
  key: string;
  authority: string;
  mrn: string;
}

export interface ReportedPatient extends PatientNumber {
  /** `YYYY-MM-DD`; `YYYY-MM` or `YYYY` if no more is known. */
  birthDate: string | null;
  sex: Sex;
  /** ISO instant of an ADT message, which replaces older demographics; null for a message that only fills gaps. */
  demographicsAt: string | null;
  /** The fields that the ADT message deletes. */
  deleted: readonly DemographicField[];
  /** Null if the message does not tell, or is not ADT. */
  death: DeathReport | null;
}

export type DemographicField = 'birthDate' | 'sex';

/** If a patient has died, by the ADT message that was sent at `at` (ISO instant). */
export interface DeathReport {
  readonly isDeceased: boolean;
  readonly at: string;
}

export interface ReportedResult {
  /** Index of the observation in its message. Two observations of one message are two results, never a resend. */
  observation: number;
  /** Filler, placer or specimen number; empty if the feed has none. */
  order: string;
  /** The placer's number, if `order` is the filler's; else empty. */
  placer: string;
  /** SPM-2; empty if not given. */
  specimen: string;
  /** The configured code that OBX-3 carries. */
  code: string;
  /** The code of what was ordered (OBR-4); empty if not given. */
  service: string;
  /** OBX-4. */
  subId: string;
  /** `local`: 8 to 14 digits as received; `instant`: ISO. */
  observedAt: {
    local: string;
    instant: string;
    /** ISO instant at which the day or hour of `local` begins, if `instant` was placed within it. */
    begins?: string;
  };
  /** True if the time is that of an analysis, because the message does not tell when the specimen was collected. */
  isTimeOfAnalysis?: boolean;
  /** True for OBX-11 U without a value: it only confirms a number that an earlier message brought. */
  confirms?: boolean;
  /** Exact decimal; null for a withdrawal without a value, and for a text in place of the number. */
  umolPerL: string | null;
  /** Not empty if `umolPerL` is a bound. */
  comparator: Comparator;
  /** OBX-11, upper case; empty if not given. */
  status: string;
}

/** An order that was cancelled. Its numbers and service are as a result's. */
export type CancelledOrder = Pick<ReportedResult, 'order' | 'placer' | 'service'>;

/** Returns false if a message gives nothing to do: then not even its patient is stored. */
export function concernsPatient(facts: MessageFacts): facts is MessageFacts & { patient: ReportedPatient } {
  const { patient, results, merges, cancelledOrders } = facts;
  const lists = [results, merges, cancelledOrders];
  return patient !== null && (isStated(patient) || lists.some(({ length }) => length > 0));
}

function isStated({ demographicsAt, death }: ReportedPatient): boolean {
  return demographicsAt !== null || death !== null;
}
