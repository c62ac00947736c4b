import {
  judgeResult,
  nhsEnglandRule,
  POLICY_VERSION,
  policySha256,
  ruleSha256,
  verdictOf,
  type AkiModel,
  type Comparator,
} from '@renwatch/aki';
import {
  decisionsRepository,
  identity,
  patientsRepository,
  resultsRepository,
  type Database,
  type DecisionRow,
  type ResultRow,
} from '@renwatch/store';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2024, 2, 31);
const RECEIVED = '2024-04-01T00:00:00.000Z';
const CREATININE = 'creatinine';
const at = (hour: number) => new Date(START_MS + hour * HOUR_MS).toISOString();

/**
 * Stores the results of a patient with their decisions, as inference does.
 * @param values µmol/L, or a bound such as `>150`, by hour
 * @param ofLast fields that the last decision has instead
 */
export async function record(
  db: Database,
  mrn: string,
  values: readonly (readonly [hour: number, umolPerL: string])[],
  model: AkiModel | null = null,
  ofLast: Partial<DecisionRow> = {},
): Promise<{ patientId: string; results: ResultRow[] }> {
  const key = `local|${mrn}`;
  const patientId =
    (await patientsRepository.ensure(db, [{ key, authority: 'local', mrn }])).get(key)?.id ?? '';
  const known = {
    ...{ id: patientId, birthDate: '1950-05-05', sex: 'F' as const, demographicsAt: null },
    ...{ deletedDemographics: [], isDeceased: null, deceasedStatedAt: null },
  };
  await patientsRepository.saveDemographics(db, [known]);
  const results = values.map(([hour, umolPerL]) => resultRow(patientId, hour, umolPerL));
  await resultsRepository.save(db, results);
  await resultsRepository.appendRevisions(
    db,
    results.map(({ id, umolPerL, comparator, status, sentAt }) => ({
      ...{ resultId: id, revision: 1, umolPerL, comparator, status, sentAt },
      ...{ messageId: `m-${id}`, observation: 0, feed: 'ward', receivedAt: RECEIVED },
    })),
  );
  const rows: DecisionRow[] = [];
  for (const [i, result] of results.entries()) {
    const decided = await decide(result, results.slice(0, i), model);
    rows.push({ ...decided, ...(i === results.length - 1 ? ofLast : {}) });
  }
  await decisionsRepository.insert(db, rows);
  return { patientId, results };
}

function resultRow(patientId: string, hour: number, text: string): ResultRow {
  const [, comparator = '', umolPerL = ''] = /^([<>]?)(.*)$/.exec(text) ?? [];
  const observedAt = at(hour);
  const place = { patientId, analyte: CREATININE, order: '', observedAt, subId: '' };
  return {
    ...place,
    ...{ placer: '', specimen: '', code: '', service: '', correctedFrom: '' },
    id: identity.resultId({ ...place, umolPerL }),
    observedLocal: observedAt.replace(/\D/g, '').slice(0, 14),
    ...{ origin: 'feed', revision: 1, umolPerL, comparator, status: 'F', sentAt: observedAt },
  };
}

const creatinine = ({ id, observedAt, umolPerL, comparator }: ResultRow) => ({
  id,
  observedAtMs: Date.parse(observedAt),
  umolPerL: Number(umolPerL),
  comparator: comparator as Comparator,
});

async function decide(result: ResultRow, earlier: ResultRow[], model: AkiModel | null): Promise<DecisionRow> {
  const subject = { birthDate: '1950-05-05', sex: 'F' as const };
  const facts = { current: creatinine(result), earlier: earlier.map(creatinine), subject };
  const judged = judgeResult(facts, { rule: nhsEnglandRule, model: model?.info ?? null });
  const probability = (await model?.predict([judged.features]))?.[0] ?? null;
  const opinion = model && probability !== null ? { probability, info: model.info } : null;
  const { stage, criterion, flag, baselineUmolPerL, reference, ratio, assumptions } = judged.outcome;
  const verdict = verdictOf(judged, opinion);
  return {
    ...{ id: identity.decisionId(result.id, 1), resultId: result.id, resultRevision: 1 },
    ...{ patientId: result.patientId, revision: 1, supersedes: null, because: 'new' },
    observedAt: result.observedAt,
    ...{ rule: 'nhs-england', ruleVersion: nhsEnglandRule.version, ruleSha256: ruleSha256(nhsEnglandRule) },
    ...{ policyVersion: POLICY_VERSION, policySha256: policySha256() },
    ...subject,
    ...{ stage, criterion, flag, baselineUmolPerL, reference, ratio, assumptions },
    history: judged.outcome.historyIds,
    historyRevisions: judged.outcome.historyIds.map(() => 1),
    ...{ lookBackFrom: null, lookBackMoment: null, lookBackCount: null },
    features: judged.features,
    probability,
    inDomain: judged.domain?.inside ?? null,
    holdBackThreshold: opinion?.info.holdBackThreshold ?? null,
    alertThreshold: opinion?.info.alertThreshold ?? null,
    modelVersion: opinion?.info.version ?? null,
    modelSha256: opinion?.info.sha256 ?? null,
    modelSilence: opinion ? null : 'off',
    ...verdict,
    alerted: verdict.level > 0,
    withheld: null,
    ...{ messageId: `m-${result.id}`, feed: 'ward', receivedAt: RECEIVED, decidedAt: RECEIVED },
    traceparent: null,
  };
}
