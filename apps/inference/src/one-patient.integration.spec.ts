import { judgeResult, nhsEnglandRule, POLICY_VERSION, policySha256, ruleSha256 } from '@renwatch/aki';
import { DecisionWatch } from '@renwatch/decisions';
import { type DeadLetterRecord, encodeHl7Message, type Hl7MessageRecord } from '@renwatch/events';
import { DEFAULT_CREATININE_CODES, parseCreatinineCodes } from '@renwatch/intake';
import { NO_TRACES } from '@renwatch/runtime';
import {
  type Database,
  type GroundedDecision,
  identity,
  lookBacksRepository,
  migrate,
  openDatabase,
  recordedDecisionsRepository,
} from '@renwatch/store';
import { createDatabase, type TestDatabase } from '@renwatch/testing';
import { BatchDecider } from './batch/batch.decider';
import { BatchProcessor } from './batch/batch.processor';
import { oru } from './hl7-records.spec-support';
import { MessageReader } from './intake/message.reader';
import { PostgresDecisionStore } from './store/postgres-decision.store';
import { CREATININE } from './store/result.rows';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2024, 2, 31);
/** A batch that was idle for as long would have lost its transaction: half of what services allow. */
const IDLE_LIMIT_MS = 4_000;
/** Results of one patient within a year. */
const MOST = 3_000;
const MESSAGES_A_BATCH = 500;
/** The largest takes half a minute alone, and longer beside other specs. */
const TIMEOUT_MS = 240_000;
const OTHERS = ['other-1', 'other-2', 'other-3'];

const codes = parseCreatinineCodes(DEFAULT_CREATININE_CODES);
if (!codes.ok) throw new Error(codes.remedy);
const now = () => new Date();

type Order = (minutes: number[]) => number[];
const OLDEST_FIRST: Order = (minutes) => minutes;
const NEWEST_FIRST: Order = (minutes) => minutes.toReversed();
/** By a prime number that divides none of the counts. */
const SHUFFLED: Order = (minutes) => minutes.map((_, i) => (i * 7_919) % minutes.length);
function timeAt(minute: number) {
  const instant = new Date(START_MS + minute * MINUTE_MS).toISOString();
  return { local: instant.replace(/\D/g, '').slice(0, 14), instant, precision: 'second' as const };
}

/** One message with results of these minutes. */
function report(mrn: string, minutes: readonly number[]): Hl7MessageRecord {
  const order = `${minutes.length} from ${minutes[0] ?? 0}`;
  const record = oru({ mrn, hour: 0, value: '80', order });
  const observations = record.observations.flatMap((observation) =>
    minutes.map((minute) => {
      const value = String(60 + ((minute * 7) % 50));
      return { ...observation, value, observedAt: timeAt(minute), order: `o${minute}` };
    }),
  );
  return { ...record, sentAt: timeAt(Math.max(...minutes)), observations };
}

/** Two results of each other patient, of which the second is a stage 3. */
const othersAt = (value: string, hour: number) => OTHERS.map((mrn) => oru({ mrn, hour, value }));

/** Inference without Kafka: its processor on a real database. */
class Processing {
  readonly letters: DeadLetterRecord[] = [];
  private readonly processor: BatchProcessor;
  private offset = 0n;

  constructor(readonly db: Database) {
    const rule = { ...nhsEnglandRule, sha256: ruleSha256(nhsEnglandRule) };
    const policy = { version: POLICY_VERSION, sha256: policySha256() };
    const reader = new MessageReader({ codesOf: () => (codes.ok ? codes.value : []), now });
    this.processor = new BatchProcessor({
      store: new PostgresDecisionStore(db, { rule, policy, now }),
      decider: new BatchDecider({
        rule: nhsEnglandRule,
        paging: { maxResultAgeMs: Infinity, maxMessageAgeMs: Infinity },
        models: {
          domains: { model: null, shadow: null },
          ask: () => Promise.resolve({ model: { kind: 'off' }, shadow: { kind: 'off' } }),
        },
        resultId: (patientId, result) => identity.resultId({ patientId, analyte: CREATININE, ...result }),
        decisionId: identity.decisionId,
        alerts: { alertId: identity.alertId, now },
        maxDecisions: 2_000,
      }),
      read: (value, place) => reader.read(value, place),
      writeDeadLetters: (letters) => Promise.resolve(void this.letters.push(...letters)),
      publishAlerts: () => Promise.resolve(),
      logRange: () => Promise.resolve({ start: 0n, end: this.offset }),
      watch: new DecisionWatch(),
      seen: { add: () => undefined },
      retryAfterMs: 0,
      now,
      tracer: NO_TRACES,
      events: {
        batchCommitted: () => undefined,
        batchDelayed: (_partition, error) => {
          throw error;
        },
        batchHalved: () => undefined,
        fenceRefused: () => undefined,
        logDiffers: () => undefined,
        messagesLost: () => undefined,
        unitSuspicionChanged: () => undefined,
      },
    });
  }

  async process(records: readonly Hl7MessageRecord[]): Promise<void> {
    for (let from = 0; from < records.length; from += MESSAGES_A_BATCH) {
      const messages = records.slice(from, from + MESSAGES_A_BATCH).map((record, i) => {
        return { offset: this.offset + BigInt(i), leaderEpoch: 0, value: encodeHl7Message(record).value };
      });
      this.offset += BigInt(messages.length);
      const outcome = await this.processor.process({ partition: 0, messages }, () => Promise.resolve());
      expect(outcome).toEqual({ kind: 'done' });
    }
  }

  /** Counts what became of the patient with very many results. */
  async figures() {
    const [row] = await this.db.query<Record<'decided' | 'listed' | 'spans', number>>(`
      SELECT (SELECT count(DISTINCT result_id)::integer FROM decisions d JOIN patients p ON p.id = d.patient_id
          WHERE p.mrn = 'many') AS decided,
        (SELECT sum(cardinality(history))::integer FROM decisions) AS listed,
        (SELECT count(*)::integer FROM history_spans s JOIN patients p ON p.id = s.patient_id
          WHERE p.mrn = 'many') AS spans`);
    const refused = this.letters.map(({ detail }) => Number(/^\d+/.exec(detail)?.[0] ?? 0));
    return { ...row, refused: refused.reduce((sum, count) => sum + count, 0) };
  }
}

const REPLAYED = 12;

async function someDecisions(db: Database): Promise<GroundedDecision[]> {
  const all = await db.query<{ id: string }>('SELECT id FROM decisions ORDER BY look_back_count, id');
  const every = Math.max(1, Math.floor(all.length / REPLAYED));
  const ids = all.filter((_, i) => i % every === 0).map(({ id }) => id);
  const grounds = await lookBacksRepository.of(db, ids);
  const decisions = await recordedDecisionsRepository.withIds(db, ids);
  return decisions.map((decision) => ({ ...decision, grounds: grounds.get(decision.id) ?? [] }));
}

/** The rule's outcome and the features, as they are recorded or made again, byte for byte. */
function replayed(decision: GroundedDecision): { recorded: string; again: string } {
  const earlier = decision.grounds.map(({ id, observedAt, umolPerL, comparator }) => {
    return { id, observedAtMs: Date.parse(observedAt), umolPerL: Number(umolPerL), comparator };
  });
  const { resultId: id, observedAt, umolPerL, comparator, birthDate, sex } = decision;
  const current = { id, observedAtMs: Date.parse(observedAt), umolPerL: Number(umolPerL), comparator };
  const { outcome, features } = judgeResult(
    { current, earlier, subject: { birthDate, sex } },
    { rule: nhsEnglandRule, model: null },
  );
  const grounds = (from: Pick<typeof outcome, 'stage' | 'criterion' | 'baselineUmolPerL' | 'ratio'>) =>
    [from.stage, from.criterion, from.baselineUmolPerL, from.ratio] as const;
  return {
    recorded: JSON.stringify([
      ...[decision.stage, decision.criterion, decision.baselineUmolPerL, decision.ratio],
      ...[decision.features, decision.groundCount],
    ]),
    again: JSON.stringify([...grounds(outcome), features, earlier.length]),
  };
}

describe('a patient with very many results', () => {
  let database: TestDatabase;
  let db: Database;

  beforeEach(async () => {
    database = await createDatabase();
    db = openDatabase({
      url: database.url,
      applicationName: 'one-patient',
      idleInTransactionTimeoutMs: IDLE_LIMIT_MS,
    });
    await migrate(db);
  });
  afterEach(async () => {
    await db.close({ drainMs: 1_000 });
    await database.drop();
  });

  const minutes = (count: number) => Array.from({ length: count }, (_, minute) => minute);
  const whole = (all: readonly number[]) => [report('many', all)];
  const apart = (all: readonly number[]) => all.map((minute) => report('many', [minute]));

  it.each([
    [MOST, 'in one message', 'newest first', whole, NEWEST_FIRST] as const,
    [20_000, 'in one message', 'shuffled', whole, SHUFFLED] as const,
    [MOST / 10, 'one by one', 'oldest first', apart, OLDEST_FIRST] as const,
    [MOST / 10, 'one by one', 'newest first', apart, NEWEST_FIRST] as const,
    [MOST / 10, 'one by one', 'shuffled', apart, SHUFFLED] as const,
  ])(
    'has each of %d results %s, %s, decided or refused',
    async (count, _how, _order, messages, order) => {
      const processing = new Processing(db);
      const many = messages(order(minutes(count)));
      const middle = many.length >> 1;
      await processing.process([
        ...othersAt('80', 0),
        ...many.slice(0, middle),
        ...othersAt('300', 24),
        ...many.slice(middle),
      ]);
      const decided = Math.min(count, MOST);
      const figures = await processing.figures();
      expect(figures).toMatchObject({ decided, refused: count - decided, listed: 0 });
      expect(figures.spans).toBeLessThanOrEqual(decided);

      const alerts = await db.query<{ stage: number; mrn: string }>(
        `SELECT (record->>'stage')::integer AS stage, record->'patient'->>'mrn' AS mrn FROM alerts`,
      );
      for (const mrn of OTHERS) expect(alerts).toContainEqual({ mrn, stage: 3 });

      for (const decision of await someDecisions(db)) {
        const { recorded, again } = replayed(decision);
        expect(again).toBe(recorded);
      }
    },
    TIMEOUT_MS,
  );
});
