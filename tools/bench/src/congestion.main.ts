import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, startKafkaBroker } from '@renwatch/testing';
import { Command } from 'commander';
import { batchOf, sendBatch } from './send-batch';
import { ServiceProcess } from './processes/service-process';

const MIB = 1024 * 1024;
/** Node's own choice in a container of the manifest's 384 MiB. */
const HEAP_MIB = 192;
const LOOK_EVERY_MS = 50;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const worst = (values: readonly number[]): number => Math.max(0, ...values);

interface Options {
  batches: string;
  mib: string;
}

/** Sends batches at once, each from an address of its own, and small frames beside them. */
async function main({ batches, mib }: Options): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'renwatch-bench-'));
  const broker = await startKafkaBroker({ dataDir, dieWithParent: true, temporary: true });
  const port = await freePort();
  const gateway = await ServiceProcess.start({
    ...{ service: 'gateway', brokers: broker.brokers, heapMib: HEAP_MIB },
    settings: { MLLP_LISTEN: `127.0.0.1:${port}?name=bench` },
  });
  try {
    print(`idle: ${gateway.peakMib().toFixed(0)} MiB`);
    const payload = batchOf(Number(mib) * MIB, 1);
    const small = batchOf(600, 2);
    const startMs = performance.now();
    let isOver = false;
    const sending = Promise.all(
      Array.from({ length: Number(batches) }, (_batch, n) =>
        sendBatch({ port, localAddress: `127.0.1.${n + 1}`, payload }),
      ),
    ).finally(() => (isOver = true));
    const loopMs: number[] = [];
    const smallMs: number[] = [];
    let smallLost = 0;
    while (!isOver && gateway.isRunning) {
      loopMs.push(await gateway.answerMs());
      const answeredMs = await sendBatch({ port, localAddress: '127.0.0.1', payload: small });
      if (answeredMs === undefined) smallLost += 1;
      else smallMs.push(answeredMs);
      await wait(LOOK_EVERY_MS);
    }
    const answers = await sending;
    const answered = answers.filter((ms) => ms !== undefined);
    print(`batches of ${mib} MiB at once: ${batches}, unanswered: ${answers.length - answered.length}`);
    print(
      `all done after ${((performance.now() - startMs) / 1000).toFixed(1)} s, the slowest answer ${(worst(answered) / 1000).toFixed(1)} s`,
    );
    print(
      `small frames beside them: ${smallMs.length}, unanswered: ${smallLost}, the slowest ${worst(smallMs).toFixed(0)} ms`,
    );
    print(`event loop held for at most ${worst(loopMs).toFixed(0)} ms`);
    print(`peak memory ${gateway.peakMib().toFixed(0)} MiB`);
  } finally {
    await gateway.stop();
    await broker.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
}

void new Command('bench:congestion')
  .description('Measure a gateway that gets large batches at once: memory, unanswered frames, event loop.')
  .option('--batches <count>', 'batches at once', '8')
  .option('--mib <size>', 'size of each, in MiB', '3.9')
  .action(main)
  .parseAsync();
