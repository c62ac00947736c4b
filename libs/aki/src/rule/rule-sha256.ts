import { createHash } from 'node:crypto';
import { type AkiRule } from './aki-rule';
import { fixedCases } from './fixed-cases';

/**
 * Computes SHA-256 (hex) over a rule's outcomes on some thousands of fixed cases. It changes if the rule decides otherwise,
 * however the code is written. It is recorded beside the rule's version.
 */
export function ruleSha256(rule: AkiRule): string {
  const hash = createHash('sha256');
  for (const { current, earlier, subject } of fixedCases()) {
    hash.update(JSON.stringify(rule.decide(current, earlier, subject)));
  }
  return hash.digest('hex');
}
