/** What happens to one patient, in the order of time. */
export type PatientEvent =
  | { readonly kind: 'admitted' | 'visited' | 'discharged'; readonly atMs: number }
  | {
      readonly kind: 'result';
      readonly atMs: number;
      /** As the laboratory prints it. */
      readonly umolPerL: string;
      /** Whether the noise-free creatinine stands at 1.5 × the baseline or more, by an acute injury. */
      readonly aki: boolean;
      /** The stage the injury reaches at its peak; 0 outside AKI. */
      readonly injuryStage: 0 | 1 | 2 | 3;
    };
