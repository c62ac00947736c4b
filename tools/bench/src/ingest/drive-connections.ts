import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface DriveOptions {
  port: number;
  /** One for each connection, which sends it again and again. */
  frames: readonly Buffer[];
  /** Answers before the measured time begins. */
  warmUpAnswers: number;
  measureMs: number;
  /** Called at the beginning and at the end of the measured time. */
  cpuSeconds: () => number;
}

export interface DriveResult {
  acksPerSecond: number;
  acksPerCpuSecond: number;
}

const FS = 0x1c;
const LOOK_EVERY_MS = 5;

/** Sends frames on several connections, each waiting for its answer before it sends again, and counts the answers. */
export async function driveConnections(options: DriveOptions): Promise<DriveResult> {
  const { port, frames, warmUpAnswers, measureMs, cpuSeconds } = options;
  let answers = 0;
  let failure: Error | undefined;
  const sockets = frames.map((frame) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    socket.on('connect', () => socket.write(frame));
    socket.on('error', (error) => (failure ??= error));
    socket.on('data', (data) => {
      if (!data.includes(FS)) return;
      answers += 1;
      socket.write(frame);
    });
    return socket;
  });
  try {
    while (answers < warmUpAnswers && !failure) await wait(LOOK_EVERY_MS);
    const before = { answers, cpu: cpuSeconds(), ms: performance.now() };
    await wait(measureMs);
    const count = answers - before.answers;
    const cpu = cpuSeconds() - before.cpu;
    if (failure) throw failure;
    return {
      acksPerSecond: count / ((performance.now() - before.ms) / 1_000),
      acksPerCpuSecond: count / cpu,
    };
  } finally {
    await Promise.all(sockets.map(closed));
  }
}

async function closed(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    if (socket.closed) return resolve();
    socket.once('close', () => resolve());
    socket.destroy();
  });
}
