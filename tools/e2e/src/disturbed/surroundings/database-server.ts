import { freePort, startPostgres, type RunningPostgres } from '@renwatch/testing';

/** A PostgreSQL that can be killed and comes back with its data at the same address. */
export class DatabaseServer {
  private running: RunningPostgres | undefined;
  private port = 0;

  constructor(private readonly folder: string) {}

  async start(): Promise<void> {
    if (this.running) return;
    this.port ||= await freePort();
    this.running = await startPostgres({ dataDir: this.folder, port: this.port, durable: false });
  }

  get url(): string {
    if (!this.running) throw new Error('the database server does not run');
    return this.running.url;
  }

  /** SIGKILL; `start` brings it back. */
  async kill(): Promise<void> {
    await this.running?.kill();
    this.running = undefined;
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }
}
