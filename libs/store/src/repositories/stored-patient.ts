import { type Sex } from '@renwatch/aki';

/** A patient's number and the patient that it belongs to. */
export interface StoredPatient {
  /** Id of the number's own row, which its results refer to even after a merge. */
  id: string;
  key: string;
  authority: string;
  mrn: string;
  mergedInto: string | null;
  /** Time of the message that merged it away; ISO 8601. */
  mergedAt: string | null;
  /** Id of the survivor: `mergedInto`, else its own. The demographics are the survivor's. */
  survivorId: string;
  survivorKey: string;
  survivorAuthority: string;
  survivorMrn: string;
  birthDate: string | null;
  sex: Sex;
  demographicsAt: string | null;
}
