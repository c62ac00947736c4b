import { type AlertRow, type DecisionRow, identity, type NewPage, type ResultRow } from '@renwatch/store';

const DAY_MS = 86_400_000;

/** Returns rows of a patient with a result each day until now, and an alert about the newest whose page was delivered. */
export function raisedPatient(given: { mrn: string; level: number; umolPerL: readonly string[] }) {
  const { mrn, level, umolPerL } = given;
  const key = `H|${mrn}`;
  const patientId = identity.patientId(key);
  const nowMs = Date.now();
  const results = umolPerL.map((value, i): ResultRow => {
    const observedAt = new Date(nowMs - (umolPerL.length - 1 - i) * DAY_MS).toISOString();
    const parts = { patientId, analyte: 'creatinine', order: `L${mrn}-${i}`, subId: '1', umolPerL: value };
    return {
      ...parts,
      id: identity.resultId({ ...parts, observedAt }),
      ...{ placer: '', specimen: '', code: 'CREA', service: 'UE', observedAt, correctedFrom: '' },
      observedLocal: observedAt.replaceAll(/\D/g, '').slice(0, 14),
      ...{ origin: 'feed', revision: 1, comparator: '', status: 'F', sentAt: observedAt },
    };
  });
  const newest = results.at(-1);
  if (!newest) throw new TypeError('give a value');
  const [first] = umolPerL;
  const now = new Date(nowMs).toISOString();
  const decision: DecisionRow = {
    ...{ id: identity.decisionId(newest.id, 1), resultId: newest.id, resultRevision: 1, patientId },
    ...{ revision: 1, supersedes: null, because: 'new', observedAt: newest.observedAt },
    ...{ rule: 'nhs-england', ruleVersion: '1', ruleSha256: 'cd', policyVersion: '1', policySha256: 'ef' },
    ...{ birthDate: null, sex: 'U', stage: level, criterion: 'ratio-7d', flag: null },
    ...{ baselineUmolPerL: Number(first), reference: 'lowest-7d', ratio: 1.87654, assumptions: [] },
    ...{ history: [], historyRevisions: [], lookBackFrom: null, lookBackMoment: null, lookBackCount: null },
    ...{ features: null, probability: 0.7654, inDomain: true, holdBackThreshold: 0.2, alertThreshold: 0.9 },
    ...{ modelVersion: 'm1', modelSha256: 'ab', modelSilence: null, level, source: 'rule', alerted: true },
    ...{
      withheld: null,
      traceparent: null,
      reason: `Creatinine ${newest.umolPerL} is 1.88 times the lowest, ${first}`,
    },
    ...{ messageId: 'ab12', feed: 'ward', receivedAt: now, decidedAt: now },
  };
  const alertId = identity.alertId({ patientKey: key, resultId: newest.id, level, source: 'rule' });
  const alert: AlertRow = { id: alertId, patientId, decisionId: decision.id, record: {} };
  const page: NewPage = {
    ...{ alertId, mrn, observedLocal: newest.observedLocal, body: `${mrn},${newest.observedLocal}` },
    ...{ source: 'rule', level, receivedAt: now, decidedAt: now, deliveredAt: now },
  };
  return { patientRow: { key, authority: 'H', mrn }, results, decision, alert, page };
}
