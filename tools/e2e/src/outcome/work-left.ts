import { HL7_MESSAGES } from '@renwatch/events';
import { type KafkaClient, topicOffsets } from '@renwatch/kafka';
import { progressRepository, type Database } from '@renwatch/store';
import { countDecisions } from './decisions';

/** Describes the work left; empty if every accepted message is decided and every page delivered or refused. */
export async function workLeft({ client, db }: { client: KafkaClient; db: Database }): Promise<string> {
  const ends = await topicOffsets({ client, groupId: 'inference', topic: HL7_MESSAGES });
  const progress = new Map(
    (await progressRepository.all(db, HL7_MESSAGES)).map((row) => [row.partition, row.nextOffset]),
  );
  const undecided = ends.reduce(
    (sum, { partition, logEnd }) => sum + (logEnd - (progress.get(partition) ?? 0n)),
    0n,
  );
  const [row] = await db.query<{ unpublished: number; owed: number }>(`
    SELECT (SELECT count(*) FROM alerts WHERE published_at IS NULL)::integer AS unpublished,
      (SELECT count(*) FROM alerts a LEFT JOIN pages p ON p.alert_id = a.id
       WHERE p.delivered_at IS NULL AND p.refused_at IS NULL AND p.retracted_at IS NULL)::integer AS owed`);
  const { unpublished = 0, owed = 0 } = row ?? {};
  if (undecided === 0n && unpublished === 0 && owed === 0) return '';
  const decided = await countDecisions(db);
  return `${undecided} messages undecided (${decided} decisions), ${unpublished} alerts unpublished, ${owed} pages owed`;
}
