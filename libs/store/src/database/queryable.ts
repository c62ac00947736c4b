/** Runs statements: a Database on any connection, each on its own, or a Transaction. */
export interface Queryable {
  /**
   * One statement; numeric comes as text, bigint as BigInt, date as `YYYY-MM-DD`, timestamptz as ISO 8601 in UTC with
   * milliseconds.
   * @throws StoreUnavailableError, StatementError
   */
  query<R extends object>(text: string, parameters?: readonly unknown[]): Promise<R[]>;
}
