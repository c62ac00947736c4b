import { nhsEnglandRule, type AkiModel, type Comparator } from '@renwatch/aki';
import { NewerSchemaError, type AkiAlertRecord, type DeadLetterRecord } from '@renwatch/events';
import { DecisionDrafter } from '../decision/decision.drafter';
import { DecisionMaker } from '../decision/decision.maker';
import { type Intake } from '../intake/intake';
import { PoisonMessageError } from '../intake/poison-message.error';
import { BatchDecider } from './batch.decider';
import { BatchProcessor, type LogMessage } from './batch.processor';
import { MemoryDecisionStore } from './memory-decision-store.spec-support';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START_MS = Date.UTC(2024, 2, 31);
const now = () => new Date(START_MS);

/** Finds AKI in nothing: whatever it may hold back, it does. */
export const doubtful: AkiModel = {
  info: {
    ...{ version: 'm1', sha256: 'sha', features: [], holdBackThreshold: 0.5, alertThreshold: 0.9 },
    domain: {
      ageYears: { min: 0, max: 120 },
      historyResults: { min: 1, max: 100 },
      umolPerL: { min: 0, max: 3000 },
    },
  },
  predict: (rows) => Promise.resolve(rows.map(() => 0.01)),
};

/** One result, or demographics, in a message of its own. */
export interface Specimen {
  mrn?: string;
  umolPerL: string;
  hours: number;
  order?: string;
  status?: string;
  comparator?: Comparator;
  adtBirthDate?: string;
  /** The number that a merge takes away; what is said of a result does not count then. */
  merges?: string;
  /** When the message was sent; the time of its result where absent. */
  sentHours?: number;
}

/** A message as the fake reader below reads it. */
export const message = (offset: number, specimen: Specimen | 'newer' | 'poison'): LogMessage => ({
  offset: BigInt(offset),
  value: Buffer.from(JSON.stringify(specimen)),
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
    patient: {
      key: `local|${mrn}`,
      authority: 'local',
      mrn,
      birthDate: adtBirthDate ?? null,
      sex: adtBirthDate ? 'F' : 'U',
      demographicsAt: adtBirthDate ? instant : null,
    },
    merge: merges === undefined ? null : { key: `local|${merges}`, authority: 'local', mrn: merges },
    results:
      adtBirthDate || merges !== undefined
        ? []
        : [{ observation: 0, order, subId: '', observedAt, umolPerL, comparator, status }],
    refused: [],
  };
}

export function harness(
  model: AkiModel | null = null,
  { maxDecisions = 1_000, shadow = null }: { maxDecisions?: number; shadow?: AkiModel | null } = {},
) {
  const store = new MemoryDecisionStore();
  const published: AkiAlertRecord[] = [];
  const letters: DeadLetterRecord[] = [];
  const happened: string[] = [];
  const log = { start: 0n, end: 1_000n };
  const drafter = new DecisionDrafter({
    rule: nhsEnglandRule,
    model: model?.info ?? null,
    shadow: shadow?.info ?? null,
    decisionId: (resultId, revision) => `${resultId}#${revision}`,
  });
  const maker = new DecisionMaker({
    model: () => model,
    shadow: shadow && { model: shadow, onFailure: () => happened.push('shadow failed') },
    onModelFailure: () => happened.push('model failed'),
  });
  const decider = new BatchDecider({
    drafter,
    maker,
    resultId: (patientId, { order, observedAt, subId, umolPerL }) =>
      JSON.stringify([patientId, order, observedAt, subId, order === '' ? umolPerL : '']),
    alerts: { alertId: (of) => JSON.stringify(of), modelVersion: null, thresholds: null, now },
    maxDecisions,
  });
  const processor = new BatchProcessor({
    store,
    decider,
    read,
    writeDeadLetters: (some) => Promise.resolve(void letters.push(...some)),
    publishAlerts: (alerts) => Promise.resolve(void published.push(...alerts)),
    logRange: () => Promise.resolve(log),
    retryAfterMs: 10,
    now,
    events: {
      batchCommitted: () => undefined,
      batchDelayed: () => happened.push('delayed'),
      batchHalved: () => happened.push('halved'),
      fenceRefused: () => happened.push('refused'),
      messagesLost: (_partition, from, to) => happened.push(`lost ${from} to ${to}`),
    },
  });
  const process = (messages: readonly LogMessage[]) =>
    processor.process({ partition: 0, messages }, () => Promise.resolve());
  return { store, published, letters, happened, log, process };
}

export const summary = ({ decisions }: MemoryDecisionStore['state']) =>
  decisions.map(({ draft, level }) => [
    draft.decisionId,
    draft.judged?.outcome.stage,
    draft.judged?.outcome.criterion,
    draft.judged?.outcome.historyIds,
    level,
  ]);

/** Whose each number is, and what is known of them. */
export const survivors = ({ numbers }: MemoryDecisionStore['state']) =>
  [...numbers].map(([key, number]) => [
    key,
    number.mergedInto,
    number.mergedAt,
    number.mergedInto === null ? number.known : undefined,
  ]);
