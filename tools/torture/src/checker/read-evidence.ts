import { type KafkaClient, readTopic } from '@renwatch/kafka';
import { type Database } from '@renwatch/store';
import { type Evidence, type RecordedDecision } from './evidence';

/** By name, because the checker shares no definition with the services. */
const MESSAGES = 'hl7.messages';
const LETTERS = 'dead-letters';

/** Reads what a run left on topics and in tables. */
export async function readEvidence({
  client,
  db,
}: {
  client: KafkaClient;
  db: Database;
}): Promise<Pick<Evidence, 'topic' | 'letters' | 'progress' | 'setBacks' | 'decisions' | 'alerts'>> {
  return {
    topic: await records(client, MESSAGES, ({ value, partition, offset }) => {
      const { id, raw } = value as { id: string; raw: string };
      return { id, raw, partition, offset };
    }),
    letters: await records(client, LETTERS, ({ value }) => {
      const { origin, reason, payload, source } = value as {
        origin: string;
        reason: string;
        payload: string;
        source: { messageId: string | null };
      };
      return { origin, reason, payload, messageId: source.messageId };
    }),
    progress: await progressIn(db),
    setBacks: await db.query(
      'SELECT partition, from_offset AS "from", to_offset AS "to" FROM torture.set_backs ORDER BY id',
    ),
    decisions: await decisionsIn(db),
    alerts: await alertsIn(db),
  };
}

interface RawRecord {
  value: unknown;
  partition: number;
  offset: bigint;
}

async function records<T>(client: KafkaClient, topic: string, read: (record: RawRecord) => T): Promise<T[]> {
  const found: T[] = [];
  for await (const { messages, partition } of readTopic({ client, topic, from: 'beginning' })) {
    for (const { value, offset } of messages)
      found.push(read({ value: JSON.parse(value?.toString() ?? 'null'), partition, offset }));
  }
  return found;
}

async function progressIn(db: Database): Promise<Evidence['progress']> {
  const rows = await db.query<{ partition: number; next: bigint }>(
    'SELECT partition, next_offset AS next FROM progress WHERE topic = $1',
    [MESSAGES],
  );
  return new Map(rows.map(({ partition, next }) => [partition, next]));
}

function decisionsIn(db: Database): Promise<RecordedDecision[]> {
  return db.query<RecordedDecision>(`
    SELECT d.id, p.mrn || ',' || r.observed_local AS result, d.level,
      (extract(epoch FROM d.decided_at) * 1000)::double precision AS "decidedAtMs"
    FROM decisions d JOIN results r ON r.id = d.result_id JOIN patients p ON p.id = d.patient_id`);
}

async function alertsIn(db: Database): Promise<Evidence['alerts']> {
  const rows = await db.query<{ id: string; decision: string }>(
    'SELECT id, decision_id AS decision FROM alerts',
  );
  return new Map(rows.map(({ id, decision }) => [id, decision]));
}
