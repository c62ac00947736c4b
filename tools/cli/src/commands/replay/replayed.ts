/** What became of a decision that was made again. */
export type Replayed =
  | { readonly kind: 'equal' }
  /** `stage 1 → 2` and so on, one for each thing that differs. */
  | {
      readonly kind: 'differs';
      readonly differences: readonly string[];
      /** Whether it must not: no other model stands between. */
      readonly disagrees: boolean;
    }
  /** Nothing was decided: the result was withdrawn. */
  | { readonly kind: 'withdrawn' }
  /** Recorded before its grounds were, or by a rule that is no more. */
  | { readonly kind: 'without-grounds' };
