import { type Decided, DECISIONS } from '@renwatch/e2e';
import { type Kubectl } from './kubectl';

const QUERY_TIMEOUT_MS = 120_000;
const COUNT = 'SELECT count(*) AS count FROM decisions';
const OWED = `
  SELECT count(*) AS count FROM alerts a LEFT JOIN pages p ON p.alert_id = a.id
  WHERE p.delivered_at IS NULL AND p.refused_at IS NULL`;

/** What the database of a trial holds, by the psql in its pod. */
export class Records {
  constructor(private readonly kubectl: Kubectl) {}

  decisions(): Promise<Decided[]> {
    return this.query<Decided>(DECISIONS);
  }

  async decisionCount(): Promise<number> {
    return this.count(COUNT);
  }

  /** Alerts whose page has not arrived. */
  async owedPages(): Promise<number> {
    return this.count(OWED);
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
