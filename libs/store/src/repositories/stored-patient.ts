import { type Sex } from '@renwatch/aki';

/** A number that patients go by, and whose it is. */
export interface StoredPatient {
  /** Of the number's own row: results hang on it whoever the number belongs to. */
  id: string;
  key: string;
  authority: string;
  mrn: string;
  mergedInto: string | null;
  /** When the message was sent that merged it away; ISO 8601. */
  mergedAt: string | null;
  /** Whose number it is: the row of `mergedInto`, else its own. The demographics are the survivor's too. */
  survivorId: string;
  survivorKey: string;
  survivorAuthority: string;
  survivorMrn: string;
  birthDate: string | null;
  sex: Sex;
  demographicsAt: string | null;
}
