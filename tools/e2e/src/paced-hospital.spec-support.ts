import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeFrame } from '@renwatch/mllp';
import { freePort } from '@renwatch/testing';
import { ServiceProcess } from './service-process.spec-support';

interface FeedEvent {
  type: 'connected' | 'sent' | 'acked' | 'closed';
  at: string;
  connection: number;
  index: number;
  reason: string;
}

const MESSAGES = 20_000;
/** A message a minute by their own times, so many a second. */
const PER_SECOND = 20;

/** A simulated hospital that continues its feed after a reconnect, with more messages than any test reads. */
export class PacedHospital {
  private constructor(
    readonly name: string,
    readonly port: number,
    private readonly process: ServiceProcess,
    private readonly file: string,
  ) {}

  static async start(name: string, folder: string): Promise<PacedHospital> {
    const port = await freePort();
    const messages = join(folder, `${name}.mllp`);
    const file = join(folder, `${name}.jsonl`);
    writeFileSync(
      messages,
      Buffer.concat(Array.from({ length: MESSAGES }, (_one, n) => encodeFrame(message(name, n)))),
    );
    const args = [
      `--messages=${messages}`,
      `--mllp=${port}`,
      '--pager=off',
      '--rewind=false',
      `--speed=${60 * PER_SECOND}`,
      `--events=${file}`,
    ];
    const process = await ServiceProcess.start({ service: 'simulator', name, folder, args });
    await process.untilReady();
    return new PacedHospital(name, port, process, file);
  }

  events(type: FeedEvent['type']): FeedEvent[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as FeedEvent).filter((event) => event.type === type);
  }

  /** The longest time without an acknowledgement since then, in ms. */
  stoodStillMs(since: Date): number {
    const times = this.events('acked').map(({ at }) => Date.parse(at));
    const from = Math.max(
      0,
      times.findLastIndex((time) => time < since.getTime()),
    );
    return Math.max(...times.slice(from + 1).map((time, n) => time - (times[from + n] ?? time)));
  }

  stop(): Promise<void> {
    return this.process.kill();
  }
}

/** The value of its only result is its number. */
function message(hospital: string, n: number): Buffer {
  const at = new Date(Date.UTC(2024, 0, 1) + n * 60_000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  const segments = [
    `MSH|^~\\&|${hospital}||||${at}||ORU^R01|||2.5`,
    `PID|1||${hospital}-${n % 7}`,
    `OBR|1||||||${at}`,
    `OBX|1|SN|CREATININE||${n}`,
  ];
  return Buffer.from(`${segments.join('\r')}\r`);
}
