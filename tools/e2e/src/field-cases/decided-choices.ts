import { type Expectation, type FieldCase } from './field-case';

/** The choices of Renwatch in cases that leave one open (`depends`), checked beside the rest. */
const CHOICES: Readonly<Record<string, Expectation>> = {
  // A urine value that only OBX-3.2 names is no result.
  '06c': { pages: [], live: { 202506090800: 80, 202506100800: 95 } },
  // Training and debugging messages become dead letters; `processingIds=P,T` of a feed takes them.
  '07a': { deadLetters: ['processing-id'] },
  '07b': { deadLetters: ['processing-id'] },
  // Two codes are two results.
  '10a': { liveHas: { 202506090800: 80, 202506100800: [90, 300] } },
  '15a': { acks: 'CA' },
  '15b': { acks: 'none' },
  '18c': { demographics: '- U' },
  // Older than a week when it was sent, and of a patient known to have died: recorded, decided, not paged.
  '19a': { pages: [] },
  '19b': { pages: [] },
};

/** Adds the choice about a case, as far as the case leaves it open. */
export function withChoice(fieldCase: FieldCase): FieldCase {
  return { ...fieldCase, expected: { ...fieldCase.expected, ...CHOICES[fieldCase.name] } };
}
