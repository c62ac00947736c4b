import { ageYears } from '@renwatch/aki';
import { isMaskedFor, type PageState, type PatientName, type Role } from '@renwatch/contract';
import { type OpenAlertRow, type PageColumns } from '@renwatch/store';

/** Shows values to roles that may see them, and null to others. */
export class Mask {
  readonly isMasked: boolean;

  constructor(role: Role) {
    this.isMasked = isMaskedFor(role);
  }

  value<T>(value: T): T | null {
    return this.isMasked ? null : value;
  }

  name(
    patient: Pick<OpenAlertRow, 'mrn' | 'authority' | 'birthDate' | 'sex'> & { id: string },
    nowMs: number,
  ): PatientName {
    const { id, mrn, authority, birthDate, sex } = patient;
    const years = ageYears({ birthDate }, nowMs);
    return {
      id,
      mrn: this.value(mrn),
      authority: this.value(authority),
      birthDate: this.value(birthDate),
      ageYears: this.value(years === null ? null : Math.floor(years)),
      sex,
    };
  }
}

export function pageStateOf({ pageState, pageAtMs, pageAttempts }: PageColumns): PageState {
  return { state: pageState, atMs: pageAtMs, attempts: pageAttempts };
}
