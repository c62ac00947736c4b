import { createHash } from 'node:crypto';
import { type AkiRule } from './aki-rule';
import { fixedCases } from './fixed-cases';

/**
 * SHA-256, hex, of what a rule decides on some thousands of fixed cases: it changes where the rule does, however that is
 * written, and is recorded beside the rule's version.
 */
export function ruleSha256(rule: AkiRule): string {
  const hash = createHash('sha256');
  for (const { current, earlier, subject } of fixedCases()) {
    hash.update(JSON.stringify(rule.decide(current, earlier, subject)));
  }
  return hash.digest('hex');
}
