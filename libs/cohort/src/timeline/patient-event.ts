/** An event of a patient. */
export type PatientEvent =
  | { readonly kind: 'admitted' | 'visited' | 'discharged'; readonly atMs: number }
  | {
      readonly kind: 'result';
      readonly atMs: number;
      /** Text as the laboratory reports it. */
      readonly umolPerL: string;
      /** True if the noise-free creatinine is at least 1.5 × the baseline because of an acute injury. */
      readonly aki: boolean;
      /** The stage the injury reaches at its peak; 0 outside AKI. */
      readonly injuryStage: 0 | 1 | 2 | 3;
    };
