import { resultKey, type KnownResult, type KnownStream } from './known-result';
import { ownStage } from './own-rule';

/** The part of a decision that is checked. */
export interface CheckedDecision {
  mrn: string;
  observedLocal: string;
  umolPerL: string | null;
  stage: number;
}

export interface Comparison {
  compared: number;
  equal: number;
  /** The first `MAX_LISTED`, a sentence each. */
  differences: string[];
}

const MAX_LISTED = 20;
const SAME_VALUE = 1e-6;

/** Compares the services' latest decision on every result of the stream with the check's own rule. */
export function compareDecisions(
  stream: KnownStream,
  history: readonly KnownResult[],
  decisions: readonly CheckedDecision[],
): Comparison {
  const ofPatient = groupBy(distinct([...history, ...stream.results]), ({ mrn }) => mrn);
  const ofResult = groupBy(decisions, ({ mrn, observedLocal }) => resultKey(mrn, observedLocal));
  const comparison: Comparison = { compared: 0, equal: 0, differences: [] };
  for (const result of distinct(stream.results)) {
    const key = resultKey(result.mrn, result.local);
    const stage = ownStage(result, ofPatient.get(result.mrn) ?? [], stream.patients.get(result.mrn));
    const decision = ofResult.get(key)?.find((candidate) => sameValue(candidate, result));
    comparison.compared += 1;
    if (decision?.stage === stage) comparison.equal += 1;
    else if (comparison.differences.length < MAX_LISTED) {
      const found = decision ? `stage ${decision.stage}` : 'no decision';
      comparison.differences.push(
        `${key}, ${result.umolPerL} µmol/L: ${found} recorded, stage ${stage} expected`,
      );
    }
  }
  return comparison;
}

const sameValue = (decision: CheckedDecision, { umolPerL }: KnownResult): boolean =>
  decision.umolPerL !== null && Math.abs(Number(decision.umolPerL) - umolPerL) < SAME_VALUE;

/** A result may be in the history and in the stream, or twice in either. */
function distinct(results: readonly KnownResult[]): KnownResult[] {
  return [
    ...new Map(
      results.map((result) => [`${resultKey(result.mrn, result.local)},${result.umolPerL}`, result]),
    ).values(),
  ];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
