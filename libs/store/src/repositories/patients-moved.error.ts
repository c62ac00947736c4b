/** Another transaction merged or created a patient while this one waited for its locks; restart it. */
export class PatientsMovedError extends Error {
  readonly retriable = true;

  constructor() {
    super('a patient was merged or created meanwhile; restart the transaction');
    this.name = 'PatientsMovedError';
  }
}
