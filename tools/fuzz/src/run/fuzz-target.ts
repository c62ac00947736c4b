import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Target } from '../targets/target';
import { type Finding, type Outcome } from './finding';
import { inputOf } from './check-input';
import { type Report, type Work } from './fuzz.worker';

export interface FuzzOptions {
  readonly seed: number;
  /** The number of inputs, from 1. */
  readonly inputs: number;
  readonly onFinding: (finding: Finding) => void;
  readonly onProgress: (outcome: Outcome) => void;
}

/** CPU time of this process, which else only waits: time on the clock says little on a busy machine. */
const HANG_CPU_MS = 20_000;
const LOOK_EVERY_MS = 5_000;

/** Has a target read many inputs in a thread of its own, which is ended, and begun again after the input, if it hangs. */
export async function fuzzTarget(target: Target, options: FuzzOptions): Promise<Outcome> {
  const begun = performance.now();
  let total: Outcome = {
    target: target.name,
    ...{ inputs: 0, bytes: 0, seconds: 0, slowest: { index: 0, bytes: 0, ms: 0 } },
  };
  for (let from = 0; from < options.inputs;) {
    const before = { ...total, inputs: from };
    from = await workFrom(target, from, options, ({ inputs, bytes, slowest }) => {
      total = {
        target: target.name,
        inputs: before.inputs + inputs,
        bytes: before.bytes + bytes,
        seconds: (performance.now() - begun) / 1_000,
        slowest: slowest.ms > before.slowest.ms ? slowest : before.slowest,
      };
      options.onProgress(total);
    });
  }
  return { ...total, inputs: options.inputs };
}

type Progress = Extract<Report, { kind: 'progress' }>;

/** Returns the index to go on from: after the last input, or after one that hung or ended the thread. */
function workFrom(
  target: Target,
  from: number,
  { seed, inputs, onFinding }: FuzzOptions,
  onProgress: (progress: Progress) => void,
): Promise<number> {
  const current = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const workerData: Work = { target: target.name, seed, from, inputs: inputs - from, current };
  const worker = new Worker(join(__dirname, 'fuzz.worker.js'), { workerData });
  const reading = new Int32Array(current);
  Atomics.store(reading, 0, from);
  const find = (index: number, fault: string): void =>
    onFinding({ target: target.name, seed, index, fault, input: inputOf(target, seed, index).input });
  return new Promise((resolve) => {
    let last = { index: -1, sinceMs: 0 };
    const watch = setInterval(() => {
      const index = Atomics.load(reading, 0);
      if (index !== last.index) last = { index, sinceMs: cpuMs() };
      else if (cpuMs() - last.sinceMs > HANG_CPU_MS)
        stop(`does not end within ${HANG_CPU_MS / 1_000} s of CPU`);
    }, LOOK_EVERY_MS);
    const end = (next: number): void => {
      clearInterval(watch);
      worker.removeAllListeners();
      void worker.terminate().then(() => resolve(next));
    };
    const stop = (fault: string): void => {
      const index = Atomics.load(reading, 0);
      find(index, fault);
      end(index + 1);
    };
    worker.on('message', (report: Report) => {
      if (report.kind === 'finding') find(report.index, report.fault);
      else if (report.kind === 'progress') onProgress(report);
      else end(inputs);
    });
    worker.on('error', (error) => stop(`ends the thread: ${error.message}`));
  });
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
