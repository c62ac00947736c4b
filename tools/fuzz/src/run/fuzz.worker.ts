import { parentPort, workerData } from 'node:worker_threads';
import { TARGETS } from '../targets/targets';
import { checkInput } from './check-input';

/** The task of a worker. */
export interface Work {
  target: string;
  seed: number;
  from: number;
  inputs: number;
  /** Holds the index of the input that is being read, for whoever ends a worker that hangs. */
  current: SharedArrayBuffer;
}

export type Report =
  | { kind: 'progress'; inputs: number; bytes: number; slowest: { index: number; bytes: number; ms: number } }
  | { kind: 'finding'; index: number; fault: string }
  | { kind: 'done' };

const INPUTS_PER_REPORT = 1_000;

async function work({ target: name, seed, from, inputs, current }: Work): Promise<void> {
  const target = TARGETS.find((known) => known.name === name);
  if (!target) throw new RangeError(`there is no target ${name}`);
  const reading = new Int32Array(current);
  const post = (report: Report): void => parentPort?.postMessage(report);
  let bytes = 0;
  let slowest = { index: from, bytes: 0, ms: 0 };
  for (let index = from; index < from + inputs; index += 1) {
    Atomics.store(reading, 0, index);
    const checked = await checkInput(target, seed, index);
    bytes += checked.bytes;
    if (checked.ms > slowest.ms) slowest = { index, bytes: checked.bytes, ms: checked.ms };
    if (checked.fault !== undefined) post({ kind: 'finding', index, fault: checked.fault });
    const done = index - from + 1;
    if (done % INPUTS_PER_REPORT === 0 || done === inputs)
      post({ kind: 'progress', inputs: done, bytes, slowest });
  }
  post({ kind: 'done' });
}

void work(workerData as Work);
