import { type Expectation, type FieldCase } from './field-case';

/** The choices of Renwatch in cases that leave one open (`depends`), checked beside the rest. */
const CHOICES: Readonly<Record<string, Expectation>> = {
  // A urine value that only OBX-3.2 names is no result.
  '06c': {
    pages: [],
    live: { 202506090800: 80, 202506100800: 95 },
    counts: { 'inference_ignored_observations_total{feed="lab",reason="not-blood"}': 1 },
  },
  // Training and debugging messages become dead letters; `processingIds` of a feed takes them.
  '07a': { deadLetters: ['processing-id'] },
  '07b': { deadLetters: ['processing-id'] },
  '07c': { counts: { 'inference_alerts_withheld_total{reason="past-message"}': 1 } },
  '08a': { counts: { 'inference_merges_without_effect_total{reason="number-never-seen"}': 0 } },
  // A pair of name and OID is not learnt: `authorityAliases` of a feed joins them.
  '09d': { pages: [] },
  // Two codes are two results.
  '10a': { liveHas: { 202506090800: 80, 202506100800: [90, 300] } },
  '12a': { counts: { 'inference_unmapped_creatinine_total{feed="lab",reason="name"}': 2 } },
  '15a': { acks: 'CA' },
  '15b': { acks: 'none' },
  '18c': { demographics: '- U' },
  // Two results older than a week when they were sent, and one of a patient known to have died: recorded, decided, not paged.
  '19a': { pages: [], counts: { 'inference_alerts_withheld_total{reason="old-result"}': 2 } },
  '19b': { pages: [], counts: { 'inference_alerts_withheld_total{reason="deceased"}': 1 } },
  // Without `unitAliases` of the feed an unknown spelling of a unit is refused.
  '21a': { pages: [], deadLetters: ['unit-unknown'] },
};

/** Adds the choice about a case, as far as the case leaves it open. */
export function withChoice(fieldCase: FieldCase): FieldCase {
  return { ...fieldCase, expected: { ...fieldCase.expected, ...CHOICES[fieldCase.name] } };
}
