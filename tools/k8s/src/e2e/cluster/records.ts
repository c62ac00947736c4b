import { type Decided, DECISIONS } from '@renwatch/e2e';
import { type Kubectl } from './kubectl';

const DEAD_LETTERS = 'dead-letters';
const QUERY_TIMEOUT_MS = 120_000;
const COUNT = 'SELECT count(*) AS count FROM decisions';
const DUE = `
  SELECT count(*) AS count FROM alerts a LEFT JOIN pages p ON p.alert_id = a.id
  WHERE p.delivered_at IS NULL AND p.refused_at IS NULL AND p.retracted_at IS NULL`;

/** Reads a trial's database with the psql in its pod, and its dead letters. */
export class Records {
  constructor(private readonly kubectl: Kubectl) {}

  decisions(): Promise<Decided[]> {
    return this.query<Decided>(DECISIONS);
  }

  async decisionCount(): Promise<number> {
    return this.count(COUNT);
  }

  /** Counts alerts whose page has not arrived. */
  async duePages(): Promise<number> {
    return this.count(DUE);
  }

  /** Counts the records of the topic with the broker's own command, in a heap small enough to run beside the broker. */
  async deadLetters(): Promise<number> {
    const command = 'LOG_DIR=/tmp KAFKA_HEAP_OPTS=-Xmx96m /opt/kafka/bin/kafka-get-offsets.sh "$@"';
    const args = ['--bootstrap-server', 'localhost:9092', '--topic', DEAD_LETTERS];
    const text = await this.kubectl.run(
      ['exec', 'statefulset/kafka', '--', 'sh', '-c', command, 'sh', ...args],
      { timeoutMs: QUERY_TIMEOUT_MS },
    );
    const ends = [...text.matchAll(/^[^:\s]+:\d+:(\d+)$/gm)].map(([, end]) => Number(end));
    if (ends.length === 0) throw new Error(`Kafka returned no offsets of ${DEAD_LETTERS}: ${text}`);
    return ends.reduce((sum, end) => sum + end, 0);
  }

  private async count(sql: string): Promise<number> {
    const [row] = await this.query<{ count: number }>(sql);
    return row?.count ?? 0;
  }

  private async query<T>(sql: string): Promise<T[]> {
    const json = `SELECT coalesce(json_agg(row_to_json(found)), '[]') FROM (${sql}) AS found`;
    const psql = ['psql', '--host=127.0.0.1', '--username=renwatch', '--no-align', '--tuples-only'];
    const login = 'PGPASSWORD=$(cat /etc/renwatch/database/password) exec "$@"';
    const command = ['sh', '-c', login, 'sh', ...psql, '--command', json];
    const text = await this.kubectl.run(['exec', 'statefulset/postgres', '--', ...command], {
      timeoutMs: QUERY_TIMEOUT_MS,
    });
    return JSON.parse(text) as T[];
  }
}
