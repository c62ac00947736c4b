/** A file that holds no creatinine results in a known form, or a record of it that cannot be taken apart. */
export class CreatinineFileError extends Error {
  readonly retriable = false;

  constructor(
    /** `line 3` of a CSV, from 1; `row 3` or `schema` of a Parquet file. */
    readonly place: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`${place}: not a creatinine file: ${detail}`, options);
    this.name = 'CreatinineFileError';
  }
}
