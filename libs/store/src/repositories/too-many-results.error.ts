/** Patients have more results than may be held in memory: fewer patients must be read together. */
export class TooManyResultsError extends Error {
  readonly retriable = false;

  constructor(readonly maxResults: number) {
    super(`more than ${maxResults} results to read at once`);
    this.name = 'TooManyResultsError';
  }
}
