import { type Sex } from '@renwatch/aki';

/** A patient's number and the patient that it belongs to. */
export interface StoredPatient {
  /** Id of the number's own row, which its results refer to even after a merge. */
  id: string;
  key: string;
  authority: string;
  mrn: string;
  mergedInto: string | null;
  /** True if this transaction created it. */
  isNew: boolean;
  /** Times of the message that merged it away, by its sender and by the gateway, and its id; ISO 8601. */
  mergedAt: string | null;
  mergedReceivedAt: string | null;
  mergedMessageId: string | null;
  /** Id of the survivor: `mergedInto`, else its own. The demographics are the survivor's. */
  survivorId: string;
  survivorKey: string;
  survivorAuthority: string;
  survivorMrn: string;
  /** `YYYY-MM-DD`; `YYYY-MM` or `YYYY` if no more is known. */
  birthDate: string | null;
  sex: Sex;
  demographicsAt: string | null;
  /** Fields that a message deleted: only a newer one fills them again. */
  deletedDemographics: readonly ('birthDate' | 'sex')[];
  /** Null if no message told. */
  isDeceased: boolean | null;
  /** When the message that told was sent. */
  deceasedStatedAt: string | null;
}
