import { type Comparison } from '../check/compare-decisions';
import { type Latencies } from '../report/latencies';
import { type Score } from './score';

/** What a replay to the end of its stream showed. */
export interface Figures {
  acknowledged: number;
  deadLetters: number;
  newDecisions: number;
  newPages: number;
  /** Of all starts on this state. */
  decisions: number;
  pages: number;
  latencies: Latencies;
  /** How the latency was taken. */
  latencyFrom: string;
  models: string[];
  /** With labels (`--aki`): the pages, and the rule alone. */
  scores: { pages: Score; ruleAlone: Score } | undefined;
  /** With a message file: the decisions against the check's own reading and rule. */
  comparison: Comparison | undefined;
}
