import { setTimeout as wait } from 'node:timers/promises';
import { type BatchingProducer } from '@renwatch/kafka';
import { type Database } from '@renwatch/store';
import { resultRecord } from './result-record';

/** Between two patients, and between two looks for their alerts. */
const EVERY_MS = 100;
const WAIT_MS = 120_000;
const DAY_MINUTES = 24 * 60;

/** Sends a stage 3 of a new patient again and again, and measures how long each takes to its recorded alert. */
export class OtherPatients {
  private readonly sentMs = new Map<string, number>();
  private readonly delaysMs: number[] = [];
  private isOver = false;

  constructor(private readonly options: { producer: BatchingProducer; db: Database; prefix: string }) {}

  /** Runs until `end`. */
  async run(): Promise<void> {
    for (let n = 0; !this.isOver; n += 1) {
      await this.send(`${this.options.prefix}-${n}`);
      await this.look();
      await wait(EVERY_MS);
    }
  }

  /** Waits for the alerts of all that were sent; returns their delays in ms, the shortest first. */
  async end(): Promise<number[]> {
    this.isOver = true;
    const giveUpMs = performance.now() + WAIT_MS;
    while (this.sentMs.size > 0 && performance.now() < giveUpMs) {
      await this.look();
      await wait(EVERY_MS / 2);
    }
    for (const sentMs of this.sentMs.values()) this.delaysMs.push(performance.now() - sentMs);
    return this.delaysMs.sort((a, b) => a - b);
  }

  private async send(mrn: string): Promise<void> {
    const values = [80, 300].map((umolPerL, i) => ({ minute: i * DAY_MINUTES, umolPerL }));
    this.sentMs.set(mrn, performance.now());
    await this.options.producer.send(resultRecord(mrn, values));
  }

  private async look(): Promise<void> {
    const sql = `SELECT DISTINCT record->'patient'->>'mrn' AS mrn FROM alerts
      WHERE record->'patient'->>'mrn' = ANY ($1) AND record->>'stage' = '3'`;
    for (const { mrn } of await this.options.db.query<{ mrn: string }>(sql, [[...this.sentMs.keys()]])) {
      this.delaysMs.push(performance.now() - (this.sentMs.get(mrn) ?? 0));
      this.sentMs.delete(mrn);
    }
  }
}
