import { type IngestRates } from '../ingest/measure-ingest';
import { type Rate } from '../rounds/measure-rounds';
import { rateTable } from '../rounds/rate-table';
import { barChart } from './bar-chart';

export interface PerformanceResults {
  /** Rates for each message that was parsed, per CPU-second. */
  parse: readonly { message: string; bytes: number; rates: readonly Rate[] }[];
  ingest: readonly IngestRates[];
  machine: { cores: number; model: string; node: string; load: number };
}

/** A file of docs/performance. */
export interface ReportFile {
  name: string;
  content: string;
}

/** Renders docs/performance.md, and its plots in docs/performance. */
export function performancePage(results: PerformanceResults): { page: string; plots: ReportFile[] } {
  const { parse, ingest, machine } = results;
  const plots: ReportFile[] = [];
  const plot = (name: string, title: string, rates: readonly Rate[]): string => {
    plots.push({ name: `${name}.svg`, content: barChart(title, rates) });
    return `![${title}](performance/${name}.svg)`;
  };
  const page = [
    '# Performance',
    '',
    '`npx nx run bench:all` measures everything below and writes this page and its plots. Do not edit it.',
    '',
    ...introduction(machine),
    '## Parse and read',
    '',
    ...PARSE_TEXT,
    ...parse.flatMap(({ message, bytes, rates }, n) => [
      `### ${message} (${bytes} bytes): messages per CPU-second`,
      '',
      rateTable(rates),
      '',
      plot(`parse-${n + 1}`, `${message}: messages per CPU-second`, rates),
      '',
    ]),
    '## Ingest',
    '',
    ...(ingest.length === 0 ? NO_INGEST_TEXT : INGEST_TEXT),
    ...ingest.flatMap(({ connections, perSecond, perCpuSecond }) => [
      `### ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
      '',
      'Answers per second, with load, broker and measured process on the same cores:',
      '',
      rateTable(perSecond),
      '',
      'Answers per CPU-second of the measured process:',
      '',
      rateTable(perCpuSecond),
      '',
      plot(`ingest-${connections}`, `${connections} connections: answers per CPU-second`, perCpuSecond),
      '',
    ]),
    ...MISSING_TEXT,
  ];
  return { page: page.join('\n'), plots };
}

function introduction({ cores, model, node, load }: PerformanceResults['machine']): string[] {
  return [
    `Measured on ${cores} cores of ${model}, Node.js ${node}. When the run began, ${load.toFixed(1)} processes wanted a core on`,
    'average (load of one minute): above the number of cores, others used the machine too. So the ratios within a table are',
    'what counts, per CPU-second first. Contenders take turns in each round, and the spread from the slowest round to the',
    'fastest is the noise of the machine. No test depends on any of these figures.',
    '',
  ];
}

const PARSE_TEXT = [
  'Each parser gets the same bytes and reads the same fields; a spec checks that all read the same texts. The bound is a',
  'split at segments and fields written for these messages alone, without escapes, charsets or separators of their own.',
  'A parser that reads only what it is asked for can be faster than that bound.',
  '',
];

const INGEST_TEXT = [
  'Each connection sends the ORU of 1.9 kB, waits for the answer, and sends again. Renwatch answers once the broker has the',
  'record (`acks=all`, one broker); the peers parse, answer and store nothing. The bound `bare produce` writes the',
  "message's bytes with the same producer, without connections and HL7; `bare echo` answers each frame unread. The CPU time",
  'of the bare produce is that of the process that measures.',
  '',
];

const NO_INGEST_TEXT = [
  'Not measured in this run, which had `--no-ingest`. `npx nx run bench:ingest` measures it alone: a gateway before a broker,',
  'servers of simple-hl7 and medplum that store nothing, a bare produce with `acks=all`, and a bare echo.',
  '',
];

const MISSING_TEXT = [
  '## What bounds the gateway',
  '',
  'A profile with a stand-in for Kafka: reading a message into its record, the JSON of the record and its check against the',
  'schema take about half of the gateway’s CPU time; sockets, buffers and garbage take most of the rest. The CRC-32C of Kafka’s records is computed in',
  'JavaScript by kafkajs: about 3 % of the gateway. Node’s zlib offers CRC-32 with another polynomial, and kafkajs has no',
  'setting to replace its own, so it stays.',
  '',
  '## Not here yet',
  '',
  'Decisions from a full topic beside a bare consumer, page latency beside a bare chain, memory and start, growth with the',
  'data stored, and Kafka’s own ProducerPerformance. `bench:patient`, `bench:patient-service` and `bench:congestion`',
  'measure parts of these alone.',
  '',
];
