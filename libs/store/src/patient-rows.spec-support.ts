import { consoleAuditRepository } from './console/console-audit.repository';
import { type Database } from './database/database';
import { identity } from './identity';
import { alertsRepository } from './repositories/alerts.repository';
import { decisionsRepository } from './repositories/decisions.repository';
import { historySpansRepository } from './repositories/history-spans.repository';
import { mergesRepository } from './repositories/merges.repository';
import { pagesRepository } from './repositories/pages.repository';
import { resultsRepository, type ResultRow } from './repositories/results.repository';
import { retractionsRepository } from './repositories/retractions.repository';
import { shadowDecisionsRepository } from './repositories/shadow-decisions.repository';
import { decisionRow, newPage, storedPatient } from './store.spec-support';

export interface FilledPatient {
  id: string;
  key: string;
  mrn: string;
  results: readonly ResultRow[];
  /** Ids of all rows about the patient. */
  ids: readonly string[];
}

export interface FillOptions {
  mrn: string;
  /** When the results were observed, sent and decided; one result each. ISO 8601. */
  times: readonly string[];
}

/** Stores a patient with a row in every table about patients for each result: paged, and then taken back. */
export async function fillPatient(db: Database, { mrn, times }: FillOptions): Promise<FilledPatient> {
  const { patient, rows } = await storedPatient(
    db,
    mrn,
    times.map((at, i) => ({ order: `L${mrn}-${i}`, observedAt: at, sentAt: at })),
  );
  await resultsRepository.appendRevisions(
    db,
    rows.map(({ id, umolPerL, sentAt }) => ({
      ...{ resultId: id, revision: 1, umolPerL, comparator: '', status: 'F', sentAt, messageId: `m-${id}` },
      ...{ observation: 0, feed: 'ward', receivedAt: sentAt },
    })),
  );
  await historySpansRepository.add(
    db,
    rows.map(({ id: resultId, observedAt }, i) => ({
      ...{ patientId: patient.id, resultId, revision: 1, observedAt, since: i + 1, until: null },
    })),
  );
  const firsts = rows.map((row, i) =>
    decisionRow(row, {
      history: rows.slice(0, i).map(({ id }) => id),
      historyRevisions: rows.slice(0, i).map(() => 1),
      ...{ receivedAt: row.sentAt, decidedAt: row.sentAt },
    }),
  );
  const seconds = rows.map((row, i) =>
    decisionRow(row, {
      ...{ revision: 2, supersedes: firsts[i]?.id ?? null, level: 0, source: null, alerted: false },
      ...{ because: 'withdrawn', receivedAt: row.sentAt, decidedAt: row.sentAt },
    }),
  );
  await decisionsRepository.insert(db, firsts);
  const alertIds = rows.map(({ id: resultId }) =>
    identity.alertId({ patientKey: patient.key, resultId, level: 1, source: 'rule' }),
  );
  const record = { patient: { key: patient.key, authority: patient.authority, mrn } };
  await alertsRepository.insert(
    db,
    firsts.map(({ id }, i) => ({ id: alertIds[i] ?? '', patientId: patient.id, decisionId: id, record })),
  );
  await pagesRepository.insert(
    db,
    rows.map(({ sentAt: deliveredAt }, i) =>
      newPage(alertIds[i] ?? '', { mrn, body: `${mrn},2024`, deliveredAt }),
    ),
  );
  await decisionsRepository.insert(db, seconds);
  await retractionsRepository.record(db, seconds);
  await shadowDecisionsRepository.insert(
    db,
    firsts.map(({ id }) => ({
      ...{ decisionId: id, modelVersion: 'm', modelSha256: 'ab', probability: 0.5, inDomain: true },
      ...{ level: 1, source: 'rule' as const },
    })),
  );
  await consoleAuditRepository.record(db, {
    ...{ userName: 'ward', role: 'clinician', action: 'patient', patientIds: [patient.id] },
  });
  const stored = [...rows, ...firsts, ...seconds].map(({ id }) => id);
  return { id: patient.id, key: patient.key, mrn, results: rows, ids: [patient.id, ...stored, ...alertIds] };
}

/** Merges a filled patient into another. */
export async function mergeInto(db: Database, from: FilledPatient, into: FilledPatient): Promise<void> {
  const at = '2024-06-01T00:00:00.000Z';
  await mergesRepository.apply(db, [
    {
      ...{ patientId: from.id, intoId: into.id, sentAt: at, receivedAt: at, feed: 'ward', isApplied: true },
      messageId: `merge-${from.mrn}-${into.mrn}`,
    },
  ]);
}

/** Returns each table's rows as JSON text, in any order. */
export async function everyRow(db: Database): Promise<Map<string, string[]>> {
  const tables = await db.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const rows = new Map<string, string[]>();
  for (const { name } of tables) {
    const texts = await db.query<{ text: string }>(
      `SELECT to_jsonb(t)::text AS text FROM "${name}" t ORDER BY 1`,
    );
    rows.set(
      name,
      texts.map(({ text }) => text),
    );
  }
  return rows;
}
