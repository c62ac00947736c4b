import { nhsEnglandRule, type Comparator } from '@renwatch/aki';
import { NewerSchemaError, type AkiAlertRecord, type DeadLetterRecord } from '@renwatch/events';
import { DecisionWatch } from '@renwatch/decisions';
import { NO_TRACES, type Tracer } from '@renwatch/runtime';
import { type Intake } from '../intake/intake';
import { PoisonMessageError } from '../intake/poison-message.error';
import { BatchDecider, type DecisionModels } from './batch.decider';
import { BatchProcessor } from './batch.processor';
import { type LogMessage } from './log-batch';
import { MemoryDecisionStore } from './memory-decision-store.spec-support';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START_MS = Date.UTC(2024, 2, 31);
const now = () => new Date(START_MS);

/** One result, or demographics, in a message of its own. */
export interface Specimen {
  mrn?: string;
  umolPerL: string;
  hours: number;
  order?: string;
  status?: string;
  comparator?: Comparator;
  adtBirthDate?: string;
  /** The number that a merge takes away; a result beside it does not count. */
  merges?: string;
  /** When the message was sent; at the time of its result if absent. */
  sentHours?: number;
}

const NO_ORDER = { placer: '', specimen: '', code: 'CREATININE', service: '', subId: '' };

/** A message that the fake reader of the harness can read. */
export const message = (offset: number, specimen: Specimen | 'newer' | 'poison'): LogMessage => ({
  offset: BigInt(offset),
  value: Buffer.from(JSON.stringify(specimen)),
  leaderEpoch: 0,
});

function read(value: Buffer | null, { offset }: { offset: bigint }): Intake {
  const specimen = JSON.parse(String(value)) as Specimen | 'newer' | 'poison';
  if (specimen === 'newer') throw new NewerSchemaError('hl7.messages', 2, 1);
  if (specimen === 'poison') throw new PoisonMessageError('invalid-record', 'not a record');
  const { mrn = '1', umolPerL, hours, order = '', status = 'F', adtBirthDate, sentHours, merges } = specimen;
  const { comparator = '' } = specimen;
  const instant = new Date(START_MS + hours * HOUR_MS).toISOString();
  const observedAt = {
    local: instant.replace(/\D/g, '').slice(0, 14),
    instant,
    precision: 'second' as const,
  };
  return {
    offset,
    messageId: `m-${JSON.stringify(specimen)}`,
    feed: 'ward',
    receivedAt: instant,
    sentAt: new Date(START_MS + (sentHours ?? hours) * HOUR_MS).toISOString(),
    repeatsThePast: false,
    patient: {
      key: `local|${mrn}`,
      authority: 'local',
      mrn,
      birthDate: adtBirthDate ?? null,
      sex: adtBirthDate ? 'F' : 'U',
      demographicsAt: adtBirthDate ? instant : null,
      deleted: [],
      death: null,
    },
    merges: merges === undefined ? [] : [{ key: `local|${merges}`, authority: 'local', mrn: merges }],
    results:
      adtBirthDate || merges !== undefined
        ? []
        : [{ ...NO_ORDER, observation: 0, order, observedAt, umolPerL, comparator, status }],
    cancelledOrders: [],
    unread: null,
    refused: [],
    ignored: [],
    seen: { type: 'ORU^R01', codes: [] },
  };
}

const RULE_ALONE: DecisionModels = {
  domains: { model: null, shadow: null },
  ask: () => Promise.resolve({ model: { kind: 'off' }, shadow: { kind: 'off' } }),
};

export interface HarnessOptions {
  maxDecisions?: number;
  /** Called before a result's id is made. */
  onResult?: () => void;
  tracer?: Tracer;
}

export function harness({ maxDecisions = 1_000, onResult, tracer = NO_TRACES }: HarnessOptions = {}) {
  const store = new MemoryDecisionStore();
  const published: AkiAlertRecord[] = [];
  const letters: DeadLetterRecord[] = [];
  /** The topic of dead letters fails with this error, if any. */
  const letterTopic: { error?: Error | undefined } = {};
  const happened: string[] = [];
  const seen: bigint[] = [];
  const log = { start: 0n, end: 1_000n };
  const decider = new BatchDecider({
    rule: nhsEnglandRule,
    paging: { maxResultAgeMs: Infinity, maxMessageAgeMs: Infinity },
    models: RULE_ALONE,
    resultId: (numberId, { order, observedAt, subId, umolPerL, distinct }) => {
      onResult?.();
      return JSON.stringify([numberId, order, observedAt, subId, order === '' ? umolPerL : '', distinct]);
    },
    decisionId: (resultId, revision) => `${resultId}#${revision}`,
    alerts: { alertId: (of) => JSON.stringify(of), now },
    maxDecisions,
  });
  const processor = new BatchProcessor({
    store,
    decider,
    read,
    writeDeadLetters: async (some) => {
      // As late as a broker's answer, so that nothing may go on meanwhile.
      await new Promise(setImmediate);
      if (letterTopic.error) throw letterTopic.error;
      letters.push(...some);
    },
    publishAlerts: (alerts) => Promise.resolve(void published.push(...alerts)),
    logRange: () => Promise.resolve(log),
    watch: new DecisionWatch(),
    seen: { add: (intakes) => void seen.push(...intakes.map(({ offset }) => offset)) },
    retryAfterMs: 10,
    now,
    tracer,
    events: {
      batchCommitted: () => undefined,
      batchDelayed: () => happened.push('delayed'),
      batchHalved: () => happened.push('halved'),
      fenceRefused: () => happened.push('refused'),
      logDiffers: (_partition, from, next) => happened.push(`differs ${from} to ${next}`),
      messagesLost: (_partition, from, to) => happened.push(`lost ${from} to ${to}`),
      unitSuspicionChanged: ({ feed, isSuspected }) =>
        happened.push(`unit of ${feed} suspected: ${isSuspected}`),
    },
  });
  const process = (messages: readonly LogMessage[]) =>
    processor.process({ partition: 0, messages }, () => Promise.resolve(void happened.push('heartbeat')));
  return { store, published, letters, letterTopic, happened, seen, log, process };
}

export const summary = ({ decisions }: MemoryDecisionStore['state']) =>
  decisions.map(({ id, stage, criterion, history, level, alerted }) => [
    id,
    stage,
    criterion,
    history.results().map((earlier) => earlier.id),
    level,
    alerted,
  ]);

/** Whose each number is, and what is known of the patients. */
export const survivors = ({ numbers }: MemoryDecisionStore['state']) =>
  [...numbers].map(([key, { mergedInto, merged, identity }]) => [
    key,
    mergedInto,
    merged?.sentAt ?? null,
    mergedInto === null ? identity : undefined,
  ]);
