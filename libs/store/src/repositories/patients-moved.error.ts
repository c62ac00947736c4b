/** While the transaction waited for its locks, another one merged or made a patient of its own: it has to begin again. */
export class PatientsMovedError extends Error {
  readonly retriable = true;

  constructor() {
    super('a patient was merged or created meanwhile; restart the transaction');
    this.name = 'PatientsMovedError';
  }
}
