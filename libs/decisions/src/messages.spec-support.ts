import { type Comparator, type ModelInfo } from '@renwatch/aki';
import { type ModelAnswer } from './conclude';
import { type ReviewDue } from './events';
import { type MessageFacts } from './facts';

export const START_MS = Date.UTC(2024, 2, 31);
const HOUR_MS = 3_600_000;

/** Options of a message; hours count from `START_MS`. */
interface Sent {
  mrn?: string;
  /** When the message was sent; at the time of its result if absent. */
  sentHours?: number;
}

export interface Creatinine extends Sent {
  /** Makes two messages with equal contents different. */
  id?: string;
  order?: string;
  placer?: string;
  specimen?: string;
  code?: string;
  service?: string;
  subId?: string;
  status?: string;
  isTimeOfAnalysis?: boolean;
  confirms?: boolean;
  comparator?: Comparator;
  /** Digits of the time that are known; all 14 if absent. */
  digits?: number;
}

/** A message with one creatinine result, collected `hours` after the start. */
export function creatinine(umolPerL: string | null, hours: number, more: Creatinine = {}): MessageFacts {
  const { mrn = '1', sentHours = hours, digits = 14, id: _id, ...rest } = more;
  const { local, instant } = timeAt(hours);
  const results = [
    {
      ...{ observation: 0, order: '', placer: '', specimen: '', code: 'CREATININE', service: '', subId: '' },
      ...{ observedAt: { local: local.slice(0, digits), instant }, umolPerL, comparator: '' as const },
      ...{ status: 'F', ...rest },
    },
  ];
  return message({ mrn, sentHours, results }, [umolPerL, hours, more]);
}

/** One message with several results. */
export function report(...messages: readonly MessageFacts[]): MessageFacts {
  const [first = creatinine('80', 0)] = messages;
  const results = messages
    .flatMap(({ results: reported }) => reported)
    .map((result, observation) => ({ ...result, observation }));
  return { ...first, messageId: `report ${messages.map(({ messageId }) => messageId).join()}`, results };
}

/** An ADT message that reports a birth date. */
export function adt(
  birthDate: string,
  sentHours: number,
  { mrn = '1' }: { mrn?: string } = {},
): MessageFacts {
  const facts = message({ mrn, sentHours }, [birthDate, sentHours, mrn]);
  const demographicsAt = facts.sentAt;
  return { ...facts, patient: facts.patient && { ...facts.patient, birthDate, sex: 'F', demographicsAt } };
}

/** A merge message: the number `goes` is `stays` from now on. */
export function merge(stays: string, goes: string, sentHours: number): MessageFacts {
  const facts = message({ mrn: stays, sentHours }, ['merge', stays, goes, sentHours]);
  return { ...facts, merges: [{ key: `local|${goes}`, authority: 'local', mrn: goes }] };
}

/** A message that cancels an order, without a result. */
export function cancellation(
  order: string,
  sentHours: number,
  { placer = '', service = '', mrn = '1' }: { placer?: string; service?: string; mrn?: string } = {},
): MessageFacts {
  const facts = message({ mrn, sentHours }, ['cancelled', order, placer, service, sentHours]);
  return { ...facts, cancelledOrders: [{ order, placer, service }] };
}

function message(
  { mrn, sentHours, results = [] }: { mrn: string; sentHours: number; results?: MessageFacts['results'] },
  content: unknown,
): MessageFacts {
  const { instant } = timeAt(sentHours);
  const patient = {
    key: `local|${mrn}`,
    authority: 'local',
    mrn,
    birthDate: null,
    sex: 'U',
    demographicsAt: null,
    deleted: [],
    death: null,
  } as const;
  const messageId = JSON.stringify(content);
  return {
    messageId,
    feed: 'ward',
    receivedAt: instant,
    sentAt: instant,
    repeatsThePast: false,
    patient,
    merges: [],
    cancelledOrders: [],
    results,
  };
}

function timeAt(hours: number) {
  const instant = new Date(START_MS + hours * HOUR_MS).toISOString();
  return { local: instant.replace(/\D/g, '').slice(0, 14), instant };
}

/** A model that gives every result the same probability. */
export function modelSaying(probability: number, info: Partial<ModelInfo> = {}): ModelAnswerer {
  const domain = {
    ageYears: { min: 0, max: 120 },
    historyResults: { min: 1, max: 100 },
    umolPerL: { min: 0, max: 3_000 },
  };
  const known: ModelInfo = {
    ...{ version: 'm1', sha256: 'sha of m1', features: [], holdBackThreshold: 0.5, alertThreshold: 0.9 },
    domain,
    ...info,
  };
  return {
    info: known,
    answer: (reviews) => {
      const asked = reviews.filter(({ grounds }) => grounds !== null);
      const probabilities = new Map(asked.map(({ decisionId }) => [decisionId, probability]));
      return { kind: 'answered', info: known, probabilities };
    },
  };
}

/** A model as the core sees it. */
export interface ModelAnswerer {
  info: ModelInfo | null;
  answer: (reviews: readonly ReviewDue[]) => ModelAnswer;
}

export const NO_MODEL: ModelAnswerer = { info: null, answer: () => ({ kind: 'off' }) };

/** A number of the order F1, sent an hour after the one before it. */
export const next = (umolPerL: string, hours: number, more: Creatinine) =>
  creatinine(umolPerL, hours, { order: 'F1', sentHours: 1, ...more });
