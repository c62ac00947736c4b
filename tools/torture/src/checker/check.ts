import { type Evidence } from './evidence';
import { disorderedMessages, lostMessages, lostRefusals, setBacks, undecidedMessages } from './message.rules';
import {
  missingPages,
  needlessRepeats,
  pagesWithoutDecision,
  sharedKeys,
  unexpectedPages,
} from './page.rules';

/** Each rule by what breaks it; a rule returns its breaches. */
const RULES = {
  'acknowledged messages lost': lostMessages,
  'refused messages lost': lostRefusals,
  'messages not decided': undecidedMessages,
  'messages out of order': disorderedMessages,
  'partitions set back': setBacks,
  'pages missing': missingPages,
  'pages too many': unexpectedPages,
  'pages repeated for no reason': needlessRepeats,
  'pages without a decision': pagesWithoutDecision,
  'keys of several pages': sharedKeys,
} satisfies Record<string, (evidence: Evidence) => string[]>;

export type Rule = keyof typeof RULES;

export interface Breach {
  readonly rule: Rule;
  /** At least one. */
  readonly cases: readonly string[];
}

/**
 * Judges a run by what it left. Uses no code of the services and not the decision core: it compares plain records with
 * the known expectation of the stream.
 */
export function check(evidence: Evidence): Breach[] {
  return (Object.entries(RULES) as [Rule, (evidence: Evidence) => string[]][])
    .map(([rule, breachesOf]) => ({ rule, cases: breachesOf(evidence) }))
    .filter(({ cases }) => cases.length > 0);
}
