import { type ModelInfo, nhsEnglandRule } from '@renwatch/aki';
import {
  decide,
  DEFAULT_LIMITS,
  DEFAULT_PAGING_LIMITS,
  type DecideOptions,
  type MessageFacts,
  initialState,
  NO_DEMOGRAPHICS,
  type Result,
  type State,
} from '@renwatch/decisions';
import { Command } from 'commander';
import { growthExponent } from './parse/growth';

const STORED = [100, 300, 1_000, 3_000, 10_000, 20_000];
const ROUNDS = 20;
const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2024, 0, 1);
/** Between linear (1) and quadratic (2). */
const MAX_GROWTH = 1.3;
const MIB = 1024 * 1024;

const number = { key: 'local|1', authority: 'local', mrn: '1' };
const patient = { id: 'p', ...number, ...NO_DEMOGRAPHICS, birthDate: '1960-01-01', sex: 'F' as const };
const domain: ModelInfo['domain'] = {
  ageYears: { min: 18, max: 110 },
  historyResults: { min: 1, max: 100 },
  umolPerL: { min: 20, max: 1_500 },
};
const options: DecideOptions = {
  rule: nhsEnglandRule,
  model: { domain },
  shadow: null,
  paging: DEFAULT_PAGING_LIMITS,
  resultId: (_number, { observedAt, distinct }) => `${observedAt} ${distinct}`,
  decisionId: (resultId, revision) => `${resultId} ${revision}`,
};

/** One message with results a minute apart. */
function messageOf(firstMinute: number, count: number): MessageFacts {
  const results = Array.from({ length: count }, (_, observation) => {
    const instant = new Date(START_MS + (firstMinute + observation) * MINUTE_MS).toISOString();
    return {
      ...{ observation, order: '', placer: '', specimen: '', code: 'C', service: '', subId: '', status: 'F' },
      observedAt: { instant, local: instant.replace(/\D/g, '').slice(0, 14) },
      ...{ umolPerL: String(60 + ((observation * 7) % 50)), comparator: '' as const },
    };
  });
  const sentAt = new Date(START_MS + (firstMinute + count) * MINUTE_MS).toISOString();
  const sent = { feed: 'bench', receivedAt: sentAt, sentAt, repeatsThePast: false };
  const facts = { patient, merges: [], results, cancelledOrders: [] };
  return { messageId: `m${firstMinute}.${count}`, ...sent, ...facts };
}

/** Processor time, which other processes affect little. */
function processorMs(work: () => unknown): number {
  globalThis.gc?.();
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

const unlimited = { ...options, limits: { ...DEFAULT_LIMITS, results: Infinity } };
/** A patient with decided results a minute apart. */
function stateWith(stored: number): State {
  const results = messageOf(0, stored).results.map(
    ({ observedAt, umolPerL, comparator, status }, i): Result => {
      const at = {
        observedLocal: observedAt.local,
        observedAtMs: START_MS + i * MINUTE_MS,
        correctedFrom: '',
      };
      const order = { order: '', placer: '', specimen: '', code: 'C', service: '', subId: '' };
      const decision = { id: `d${i}`, revision: 1, alertedLevel: 0 };
      const sources = new Set([`stored:${i}`]);
      return {
        ...{ id: `${observedAt.instant} `, ...order, ...at, umolPerL, comparator, status },
        ...{ origin: 'feed', revision: 1, sentAtMs: at.observedAtMs, sources, decision },
      };
    },
  );
  const known = { id: 'p', key: number.key, merged: null, isNew: true, patient };
  return initialState([known], new Map([['p', results]]));
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function main(): void {
  print('one new result on n stored ones, and one that is earlier than all of them: processor time');
  const runs = STORED.map((stored) => {
    const state = stateWith(stored);
    const timed = (minute: number) =>
      processorMs(() => {
        for (let round = 0; round < ROUNDS; round += 1) decide(state, messageOf(minute, 1), unlimited);
      }) / ROUNDS;
    const [newMs, lateMs] = [timed(stored + 1), timed(-1)];
    print(`${String(stored).padStart(6)} stored: new ${newMs.toFixed(2)} ms, late ${lateMs.toFixed(2)} ms`);
    return { bytes: stored, ms: newMs };
  });
  const growth = growthExponent(runs);
  print(`growth of a new one: ${growth.toFixed(2)} (1.0 is linear)`);
  for (const count of [3_000, 20_000]) {
    const ms = processorMs(() => decide(stateWith(0), messageOf(0, count), options));
    const heap = (process.memoryUsage().heapUsed / MIB).toFixed(0);
    print(`one message with ${count} results: ${ms.toFixed(0)} ms, heap ${heap} MiB`);
  }
  if (growth > MAX_GROWTH) {
    print(`FAIL: growth above ${MAX_GROWTH}`);
    process.exitCode = 1;
  }
}

new Command('bench:patient')
  .description('Measure how the cost of a decision grows with the results that a patient has.')
  .action(main)
  .parse();
