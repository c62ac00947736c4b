import { type Database } from './database/database';
import { type DecisionRow } from './repositories/decision-row';
import { identity } from './identity';
import { type NewPage } from './repositories/pages.repository';
import { patientsRepository } from './repositories/patients.repository';
import { resultsRepository, type ResultRow } from './repositories/results.repository';

/** Rows with every field set, for specs to vary. */
export const CREATININE = 'creatinine';

export function resultRow(patientId: string, own: Partial<ResultRow> = {}): ResultRow {
  const row: ResultRow = {
    id: '',
    patientId,
    analyte: CREATININE,
    order: 'L1',
    placer: 'P1',
    specimen: 'S1',
    code: 'CREA',
    service: 'UE',
    subId: '1',
    observedLocal: '202401202243',
    observedAt: '2024-01-20T22:43:00.000Z',
    correctedFrom: '',
    origin: 'feed',
    revision: 1,
    umolPerL: '81.2456',
    comparator: '',
    status: 'F',
    sentAt: '2024-01-20T22:50:00.000Z',
    ...own,
  };
  return { ...row, id: own.id ?? identity.resultId({ ...row, umolPerL: row.umolPerL ?? '' }) };
}

export function decisionRow(result: ResultRow, own: Partial<DecisionRow> = {}): DecisionRow {
  const revision = own.revision ?? 1;
  return {
    id: identity.decisionId(result.id, revision),
    resultId: result.id,
    resultRevision: result.revision,
    patientId: result.patientId,
    revision,
    supersedes: null,
    because: 'new',
    observedAt: result.observedAt,
    rule: 'nhs-england',
    ruleVersion: '1',
    ruleSha256: 'cd',
    policyVersion: '1',
    policySha256: 'ef',
    birthDate: '1950-01-01',
    sex: 'F',
    stage: 1,
    criterion: 'ratio-7d',
    flag: null,
    baselineUmolPerL: 50.5,
    reference: 'lowest-7d',
    ratio: 1.6089,
    assumptions: ['sex-unknown-adult-assumed'],
    history: [],
    historyRevisions: [],
    ...{ lookBackFrom: null, lookBackMoment: null, lookBackCount: null },
    features: [1, 0.1, -3.25],
    probability: 0.123456,
    inDomain: true,
    holdBackThreshold: 0.2,
    alertThreshold: 0.9,
    modelVersion: 'm1',
    modelSha256: 'ab',
    modelSilence: null,
    level: 1,
    source: 'rule',
    alerted: true,
    withheld: null,
    reason: 'Creatinine rose.',
    messageId: 'm',
    feed: 'ward',
    receivedAt: '2024-01-20T22:51:00.000Z',
    decidedAt: '2024-01-20T22:51:00.100Z',
    traceparent: null,
    ...own,
  };
}

export function newPage(alertId: string, own: Partial<NewPage> = {}): NewPage {
  return {
    alertId,
    mrn: '900000017',
    observedLocal: '202401202243',
    body: '900000017,20240120224300',
    source: 'rule',
    level: 1,
    receivedAt: '2024-01-20T22:51:00.000Z',
    decidedAt: '2024-01-20T22:51:00.100Z',
    ...own,
  };
}

/** A stored patient with these results. */
export async function storedPatient(db: Database, mrn: string, results: Partial<ResultRow>[] = []) {
  const key = `H|${mrn}`;
  const patient = (await patientsRepository.ensure(db, [{ key, authority: 'H', mrn }])).get(key);
  if (!patient) throw new Error('the patient was not stored');
  const rows = results.map((own) => resultRow(patient.id, own));
  await resultsRepository.save(db, rows);
  return { patient, rows };
}
