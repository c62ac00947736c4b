/** A model file that cannot be read, is no model, or is not what its hash says: nothing may be decided with it. */
export class ModelFileError extends Error {
  readonly retriable = false;
  /** `EX_CONFIG`: another start mends nothing. */
  readonly exitCode = 78;
  readonly path: string;

  constructor(given: { path: string; detail: string; cause?: unknown }) {
    super(`model file ${given.path}: ${given.detail}; put the right file there, or name another`, {
      cause: given.cause,
    });
    this.name = 'ModelFileError';
    this.path = given.path;
  }
}
