import { readFileSync } from 'node:fs';
import { decisionsRepository, type Database } from '@renwatch/store';
import { compareDecisions, type CheckedDecision, type Comparison } from '../check/compare-decisions';
import { readHistoryFile } from '../check/read-history-file';
import { readMessageFile } from '../check/read-message-file';
import { type Follower } from '../follow/follower';
import { resultKey } from '../check/known-result';
import { type Figures } from './figures-table';
import { readLabels, score } from './score';

export interface GatherFiguresOptions {
  db: Database;
  follower: Follower;
  latencyFrom: string;
  /** Files, if they are known. */
  messages: string | undefined;
  history: string | undefined;
  aki: string | undefined;
}

/** The rule that `check/own-rule` implements; decisions of another rule cannot be compared with it. */
const OWN_RULE = 'nhs-england';

/** Reads a replay's results from the database and compares them with labels and with the check's own rule. */
export async function gatherFigures(options: GatherFiguresOptions): Promise<Figures> {
  const { db, follower, latencyFrom, messages, history, aki } = options;
  const seen = await follower.figures();
  const decisions: CheckedDecision[] = [];
  const models = new Set<string>();
  let otherRules = 0;
  for await (const latest of decisionsRepository.latestForAll(db)) {
    const { mrn, observedLocal, umolPerL, stage, modelVersion, rule } = latest;
    if (rule !== OWN_RULE) otherRules += 1;
    decisions.push({ mrn, observedLocal: observedLocal.padEnd(14, '0'), umolPerL, stage });
    if (modelVersion) models.add(modelVersion);
  }
  return {
    acknowledged: seen.acknowledged,
    deadLetters: seen.deadLetters,
    newDecisions: seen.decisions,
    newPages: seen.pagesDelivered,
    decisions: seen.totals.decisions,
    pages: seen.totals.pagesDelivered,
    latencies: follower.latencies,
    latencyFrom,
    models: [...models],
    scores: aki === undefined ? undefined : scores(decisions, await pageKeys(db), aki),
    comparison:
      messages === undefined || otherRules > 0 ? undefined : comparison(decisions, messages, history),
  };
}

function scores(
  decisions: readonly CheckedDecision[],
  pages: ReadonlySet<string>,
  aki: string,
): Figures['scores'] {
  const labels = readLabels(readFileSync(aki, 'utf8'));
  const alarmed = decisions.filter(({ stage }) => stage >= 1);
  const byRule = new Set(alarmed.map(({ mrn, observedLocal }) => resultKey(mrn, observedLocal)));
  return { pages: score(pages, labels), ruleAlone: score(byRule, labels) };
}

function comparison(
  decisions: readonly CheckedDecision[],
  messages: string,
  history: string | undefined,
): Comparison {
  // Latin-1 takes any bytes; only digits are compared.
  const stream = readMessageFile(readFileSync(messages, 'latin1'));
  const known = history === undefined ? [] : readHistoryFile(readFileSync(history, 'utf8'));
  return compareDecisions(stream, known, decisions);
}

async function pageKeys(db: Database): Promise<Set<string>> {
  const pages = await db.query<{ mrn: string; observedLocal: string }>(
    'SELECT DISTINCT mrn, observed_local AS "observedLocal" FROM pages WHERE delivered_at IS NOT NULL',
  );
  return new Set(pages.map(({ mrn, observedLocal }) => resultKey(mrn, observedLocal.padEnd(14, '0'))));
}
