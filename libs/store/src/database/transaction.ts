import { type PoolClient } from 'pg';
import { type Queryable } from './queryable';
import { storeError } from './store-error';

/** Runs statements on one connection between BEGIN and COMMIT; usable only inside the work of Database.transaction. */
export class Transaction implements Queryable {
  private over = false;
  private lost = false;

  constructor(
    private readonly client: PoolClient,
    private readonly queryTimeoutMs: number,
  ) {}

  async query<R extends object>(text: string, parameters: readonly unknown[] = []): Promise<R[]> {
    if (this.over) throw new TypeError('transaction has ended; await every statement inside it');
    return (await this.run<R>(text, parameters)).rows;
  }

  /** Runs several statements in one text, without parameters. */
  async script(text: string): Promise<void> {
    await this.run(text);
  }

  /** True if the connection may be reused. */
  get isUsable(): boolean {
    return !this.lost;
  }

  /** @internal Keeps the connection from being reused: a session that is read-only may stay so. */
  discard(): void {
    this.lost = true;
  }

  /** @internal */
  end(): void {
    this.over = true;
  }

  /** @internal */
  async run<R extends object>(
    text: string,
    parameters?: readonly unknown[],
  ): Promise<{ rows: R[]; command: string }> {
    try {
      const values = parameters === undefined ? {} : { values: [...parameters] };
      return await this.client.query<R & Record<string, unknown>>({
        text,
        ...values,
        query_timeout: this.queryTimeoutMs,
      } as never);
    } catch (error) {
      const known = storeError(error);
      // Unless the server itself refused the statement, the state of the connection is unknown.
      if (!(known instanceof Error && known.name === 'StatementError')) this.lost = true;
      throw known;
    }
  }
}
